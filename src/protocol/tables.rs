//! The two tables: every command with its reply, every topic with its body.
//!
//! A line here makes the wire's variant, the typed pairing that lets `link.request(SendText { … })` know
//! its reply, and the arm that the engine's dispatch must match.

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    codec::Sealed,
    composer::*,
    devices::*,
    diagnostics::*,
    diff::Batch,
    emoji::*,
    encryption::*,
    ids::{EventId, MxcUri, RoomId},
    link_preview::*,
    location::*,
    login::*,
    media::*,
    media_rules::*,
    mention::*,
    message::*,
    moderation::*,
    packs::*,
    poll::*,
    profile::*,
    qr_code::*,
    reauth::Confirmed,
    room::*,
    room_list::*,
    saved::*,
    schedule::*,
    secret::Secret,
    session::*,
    spaces::*,
    thread::*,
    timeline::*,
    trust::*,
    verification::*,
};

/// Something asked once and answered once.
pub trait Command: Serialize + DeserializeOwned {
    /// What a success carries. State that a topic also carries never stands here.
    type Reply: Serialize + DeserializeOwned + 'static;
    /// The command's name, for logs.
    const NAME: &'static str;
    /// The command as the wire carries it.
    fn wrap(self) -> AnyCommand;
    /// The bytes of that, without the code of all other commands: what a tab posts.
    fn seal(&self) -> Sealed;
}

/// Something subscribed to. The first body is the whole value, or a batch that begins with `Reset`.
pub trait Topic: Serialize + DeserializeOwned {
    /// One update: [`Batch`] for lists, the whole value otherwise.
    type Body: Serialize + DeserializeOwned + 'static;
    /// The topic's name, for logs.
    const NAME: &'static str;
    /// The topic as the wire carries it.
    fn wrap(self) -> AnyTopic;
    /// The bytes of that, without the code of all other topics: what a tab posts.
    fn seal(&self) -> Sealed;
}

macro_rules! commands {
    ($($(#[$doc:meta])* $domain:ident($list:ident) { $($command:ident -> $reply:ty,)+ })+) => {
        /// Every command, by domain.
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum AnyCommand { $($(#[$doc])* $domain($list),)+ }
        /// The numbers of the domains on the wire.
        enum Domain { $($domain,)+ }
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
            #[allow(missing_docs, reason = "each variant is named as the command it holds")]
            pub enum $list { $($command($command),)+ }
            const _: () = {
                /// The numbers of the domain's commands on the wire.
                enum Index { $($command,)+ }
                $(impl Command for $command {
                    type Reply = $reply;
                    const NAME: &'static str = stringify!($command);
                    fn wrap(self) -> AnyCommand { AnyCommand::$domain($list::$command(self)) }
                    fn seal(&self) -> Sealed {
                        Sealed::of(Self::NAME, &(Domain::$domain as u32, Index::$command as u32, self))
                    }
                })+
            };
        )+
        impl AnyCommand {
            /// The command's name, for logs.
            pub fn name(&self) -> &'static str {
                match self { $($(AnyCommand::$domain($list::$command(_)) => stringify!($command),)+)+ }
            }
        }
    };
}

macro_rules! topics {
    ($($topic:ident -> $body:ty,)+) => {
        /// Every topic.
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[allow(missing_docs, reason = "each variant is named as the topic it holds")]
        pub enum AnyTopic { $($topic($topic),)+ }
        const _: () = {
            /// The numbers of the topics on the wire.
            enum Index { $($topic,)+ }
            $(impl Topic for $topic {
                type Body = $body;
                const NAME: &'static str = stringify!($topic);
                fn wrap(self) -> AnyTopic { AnyTopic::$topic(self) }
                fn seal(&self) -> Sealed { Sealed::of(Self::NAME, &(Index::$topic as u32, self)) }
            })+
        };
        impl AnyTopic {
            /// The topic's name, for logs.
            pub fn name(&self) -> &'static str {
                match self { $(AnyTopic::$topic(_) => stringify!($topic),)+ }
            }
        }
    };
}

commands! {
    /// Signing in.
    Login(LoginCommand) {
        LoginWithToken -> (),
        LoginWithPassword -> (),
        TakeOver -> (),
    }
    /// The signed-in account as a whole.
    Session(SessionCommand) {
        Logout -> (),
        DismissFirstRun -> (),
        RetryNow -> (),
    }
    /// Invites and membership, from the list.
    RoomList(RoomListCommand) {
        AcceptInvite -> (),
        DeclineInvite -> (),
    }
    /// One room.
    Room(RoomCommand) {
        ResolveRoom -> ResolvedRoom,
        PreviewRoom -> RoomPreview,
        JoinRoom -> RoomId,
        LeaveRoom -> (),
        ReadNewRoomRules -> NewRoomRules,
        CreateRoom -> RoomId,
        StartDirect -> RoomId,
        ChangeRoom -> (),
        ChangeMember -> (),
        UpgradeRoom -> RoomId,
        ReadRoomData -> RoomData,
    }
    /// Reading a room.
    Timeline(TimelineCommand) {
        LoadOlder -> Loaded,
        LoadNewer -> Loaded,
        MarkRead -> (),
        LoadQuote -> (),
        EditHistory -> Vec<EditRevision>,
        FindEventAt -> EventId,
    }
    /// Threads.
    Thread(ThreadCommand) {
        LoadThreads -> Loaded,
        FindThread -> Option<EventId>,
        MarkThreadsRead -> (),
        ReadFollowed -> Option<bool>,
        SetFollowed -> (),
    }
    /// Doing something with a message.
    Message(MessageCommand) {
        SetReaction -> (),
        RedactMessage -> (),
        ForwardMessages -> Vec<RoomId>,
        SetPinned -> (),
        UnpinAll -> (),
        ReadEditable -> Editable,
        ReadQuote -> QuoteState,
        ReadAnswered -> Option<EventId>,
        SaveMessage -> (),
        RemoveSaved -> (),
        TakeReminders -> Vec<SavedMessage>,
        MessageSource -> Source,
        SendRaw -> (),
    }
    /// Writing into a room.
    Composer(ComposerCommand) {
        SendText -> (),
        SendWithPreviews -> (),
        SendFile -> (),
        SendGallery -> (),
        WasQueued -> bool,
        RetrySend -> (),
        CancelSend -> (),
        SetTyping -> (),
        LoadDraft -> Option<Draft>,
        SaveDraft -> (),
        FindMentions -> Mentions,
        FindOutsiders -> Vec<Profile>,
        ScheduleText -> (),
        ScheduleFiles -> (),
        ReadScheduledFiles -> Vec<NewFile>,
        SendScheduled -> (),
        DropScheduled -> (),
        ReadMarkdown -> Vec<MarkdownBlock>,
    }
    /// Polls.
    Poll(PollCommand) {
        CreatePoll -> (),
        EditPoll -> (),
        CastVote -> (),
        EndPoll -> (),
    }
    /// Places on a map.
    Location(LocationCommand) {
        SendLocation -> (),
        FindMapStyle -> Option<String>,
    }
    /// Emoji.
    Emoji(EmojiCommand) {
        LoadRecentEmoji -> Vec<String>,
        UseEmoji -> (),
        SendSticker -> (),
        CreatePack -> (),
        ChangePack -> (),
        AddPackImage -> (),
        UsePack -> (),
    }
    /// Bytes.
    Media(MediaCommand) {
        FetchMedia -> MediaBytes,
        LoadLinkPreview -> Option<LinkPreview>,
        MakeQrCode -> QrCode,
        UploadPicture -> MxcUri,
    }
    /// Which media are shown, and how much of them is kept.
    MediaRules(MediaRulesCommand) {
        SetMediaPreviews -> (),
        SetInviteAvatars -> (),
        ShowMedia -> (),
        ReadKeptMedia -> KeptMedia,
        ClearKeptMedia -> (),
    }
    /// People.
    Profile(ProfileCommand) {
        LoadProfile -> Profile,
        SetOwnName -> (),
        SetOwnAvatar -> (),
        SetIgnored -> (),
        VerifyDevice -> DeviceVerified,
    }
    /// The account's keys.
    Encryption(EncryptionCommand) {
        CreateRecoveryKey -> Secret,
        ConfirmRecoveryKeySaved -> (),
        ChangeRecoveryKey -> Secret,
        Restore -> (),
        RepairKeyStorage -> (),
        SetKeyStorage -> (),
        PutOff -> (),
        CheckKeys -> (),
        ExportRoomKeys -> u32,
        ImportRoomKeys -> TakenKeys,
    }
    /// Verifying devices and people.
    Verification(VerificationCommand) {
        RequestVerification -> FlowId,
        AcceptVerification -> (),
        CancelVerification -> (),
        StartEmoji -> (),
        ConfirmEmoji -> (),
        ShowQr -> (),
        ScanQr -> (),
        ConfirmQr -> (),
    }
    /// To whom the encryption sends, and from whom it takes.
    Trust(TrustCommand) {
        AcceptIdentity -> (),
        SendAnyway -> (),
        SetDeviceRules -> (),
        SetVerifiedRoom -> (),
    }
    /// Keeping order.
    Moderation(ModerationCommand) {
        Report -> (),
        FindMessagesOf -> Vec<EventId>,
        FindModerated -> Vec<ModeratedRoom>,
        RedactNow -> (),
    }
    /// The account's devices and its identity.
    Device(DeviceCommand) {
        RefreshDevices -> (),
        RenameDevice -> (),
        SignOutDevices -> Confirmed,
        AnswerSignIns -> (),
        ShareClient -> (),
        ResetIdentity -> Confirmed,
    }
    /// Looking into the engine.
    Diagnostics(DiagnosticsCommand) {
        ReadLog -> String,
        ReadFigures -> Figures,
        Crash -> (),
    }
}

topics! {
    SessionState -> SessionStatus,
    SyncState -> Connection,
    RoomList -> RoomListBody,
    Spaces -> Batch<SpaceRow>,
    RoomInfo -> RoomDetails,
    Typing -> Vec<Profile>,
    Timeline -> Batch<TimelineItem>,
    UnreadTotals -> Totals,
    Uploads -> Vec<Upload>,
    FileStream -> FilePart,
    MediaRules -> ShownMedia,
    ThreadList -> Batch<ThreadRow>,
    UnreadThreads -> Vec<UnreadThread>,
    ThreadActivity -> Vec<ActiveThread>,
    ScheduledSends -> Schedule,
    SavedMessages -> Vec<SavedMessage>,
    Packs -> PackList,
    EncryptionStatus -> EncryptionState,
    Devices -> DeviceList,
    NewSignIns -> Vec<Device>,
    Verifications -> Vec<Verification>,
    PersonTrust -> Trust,
    ChangedIdentities -> Vec<ChangedIdentity>,
    DeviceRules -> Rules,
}
