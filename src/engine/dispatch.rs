//! Every command to its handler, every topic to its publisher: one line each.

use std::{
    future::{Future, ready},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use eyeball::SharedObservable;
use futures_util::future::select;
use matrix_sdk_common::{BoxFuture, SendOutsideWasm, SyncOutsideWasm};
use protocol::{
    AnyCommand, AnyTopic, BlobRef, Command, ComposerCommand, DeviceCommand, DiagnosticsCommand, EmojiCommand,
    EncryptionCommand, Failure, FailureKind, LocationCommand, LoginCommand, MediaCommand, MediaRulesCommand,
    MessageCommand, ModerationCommand, PollCommand, ProfileCommand, RoomCommand, RoomListCommand,
    SessionCommand, ThreadCommand, TimelineCommand, TrustCommand, VerificationCommand, codec, composer::*,
    devices::*, diagnostics::*, emoji::*, encryption::*, frame::Tuning, link_preview::*, location::*,
    login::*, media::*, media_rules::*, mention::*, message::*, moderation::*, packs::*, poll::*, profile::*,
    qr_code::*, room::*, room_list::*, saved::*, schedule::*, session::*, thread::*, timeline::*, trust::*,
    verification::*,
};

use crate::{
    attachments::Attachments,
    handlers::{
        attachment, composer, device, devices, emoji, encryption, file_stream, forward, kept_media, key_file,
        link_preview, location, markdown, media, media_rules, mention, message, moderation, new_room, packs,
        poll, profile, qr_code, room, room_change, room_data, room_list, saved, schedule, schedule_files,
        source, spaces, status, thread, timeline, trust, verification,
    },
    host::Inner,
    parts::PartSink,
    publish::{Acknowledge, ListSink, ValueSink},
    session::Session,
    tab::{Subscription, SubscriptionOutlet, Tune},
    task::Task,
};

/// A command's reply, encoded.
pub(crate) struct Reply {
    pub(crate) body: Vec<u8>,
    pub(crate) attachments: Vec<Vec<u8>>,
}

/// What a command will come to. On the heap before it begins: a handler and what the SDK does for it, all at once, are
/// more than a stack holds.
type Answer<'a> = BoxFuture<'a, Result<Reply, Failure>>;

/// Encodes the reply that belongs to the command: the pairing of the table, kept by the compiler.
fn reply<'a, C: Command>(
    work: impl Future<Output = Result<C::Reply, Failure>> + SendOutsideWasm + 'a,
) -> Answer<'a> {
    Box::pin(async move { Ok(Reply { body: codec::encode(&work.await?), attachments: Vec::new() }) })
}

/// Whether withdrawing the command may stop its work: only what merely reads.
pub(crate) fn may_be_stopped(command: &AnyCommand) -> bool {
    matches!(
        command,
        AnyCommand::Media(_)
            | AnyCommand::Location(LocationCommand::FindMapStyle(_))
            | AnyCommand::Profile(ProfileCommand::LoadProfile(_))
            | AnyCommand::Room(
                RoomCommand::ResolveRoom(_) | RoomCommand::PreviewRoom(_) | RoomCommand::ReadRoomData(_)
            )
            | AnyCommand::Timeline(TimelineCommand::EditHistory(_) | TimelineCommand::FindEventAt(_))
            | AnyCommand::Message(MessageCommand::ReadAnswered(_))
            | AnyCommand::Thread(ThreadCommand::FindThread(_) | ThreadCommand::ReadFollowed(_))
            | AnyCommand::Moderation(
                ModerationCommand::FindMessagesOf(_) | ModerationCommand::FindModerated(_)
            )
            | AnyCommand::Composer(
                ComposerCommand::FindMentions(_)
                    | ComposerCommand::FindOutsiders(_)
                    | ComposerCommand::ReadMarkdown(_)
                    | ComposerCommand::ReadScheduledFiles(_)
            )
    )
}

/// Runs a command.
pub(crate) fn dispatch(inner: &Arc<Inner>, command: AnyCommand, attachments: Attachments) -> Answer<'_> {
    match command {
        AnyCommand::Login(command) => match command {
            LoginCommand::LoginWithToken(c) => reply::<LoginWithToken>(inner.keeper.login_with_token(c)),
            LoginCommand::LoginWithPassword(c) => {
                reply::<LoginWithPassword>(inner.keeper.login_with_password(c))
            }
            LoginCommand::TakeOver(c) => reply::<TakeOver>(inner.keeper.take_over(c)),
        },
        AnyCommand::Session(command) => match command {
            SessionCommand::Logout(_) => reply::<Logout>(inner.keeper.logout()),
            SessionCommand::DismissFirstRun(_) => reply::<DismissFirstRun>(inner.keeper.dismiss_first_run()),
            SessionCommand::RetryNow(_) => reply::<RetryNow>(async {
                inner.keeper.session().await?.sync.start().await;
                Ok(())
            }),
        },
        AnyCommand::Diagnostics(command) => match command {
            DiagnosticsCommand::ReadLog(_) => reply::<ReadLog>(ready(Ok(inner.platform.shell.log()))),
            DiagnosticsCommand::ReadFigures(_) => reply::<ReadFigures>(ready(Ok(inner.figures()))),
            #[allow(clippy::panic, reason = "the command is the panic")]
            DiagnosticsCommand::Crash(_) => panic!("a developer asked for this panic"),
        },
        AnyCommand::MediaRules(MediaRulesCommand::ReadKeptMedia(c)) => {
            reply::<ReadKeptMedia>(kept_media::read(inner, c))
        }
        AnyCommand::Trust(TrustCommand::SetDeviceRules(c)) => {
            reply::<SetDeviceRules>(trust::set_device_rules(inner, c))
        }
        command => Box::pin(async move {
            let session = inner.keeper.session().await?;
            in_session(&session, command, attachments).await
        }),
    }
}

/// Runs a command that needs the session.
fn in_session(session: &Arc<Session>, command: AnyCommand, attachments: Attachments) -> Answer<'_> {
    match command {
        AnyCommand::Login(_) | AnyCommand::Session(_) | AnyCommand::Diagnostics(_) => {
            Box::pin(ready(Err(FailureKind::Internal.into())))
        }
        AnyCommand::RoomList(command) => match command {
            RoomListCommand::AcceptInvite(c) => reply::<AcceptInvite>(room_list::accept_invite(session, c)),
            RoomListCommand::DeclineInvite(c) => {
                reply::<DeclineInvite>(room_list::decline_invite(session, c))
            }
        },
        AnyCommand::Room(command) => match command {
            RoomCommand::ResolveRoom(c) => reply::<ResolveRoom>(room::resolve_room(session, c)),
            RoomCommand::PreviewRoom(c) => reply::<PreviewRoom>(room::preview_room(session, c)),
            RoomCommand::JoinRoom(c) => reply::<JoinRoom>(room::join_room(session, c)),
            RoomCommand::LeaveRoom(c) => reply::<LeaveRoom>(room::leave_room(session, c)),
            RoomCommand::ReadNewRoomRules(c) => {
                reply::<ReadNewRoomRules>(new_room::read_new_room_rules(session, c))
            }
            RoomCommand::CreateRoom(c) => reply::<CreateRoom>(new_room::create_room(session, c)),
            RoomCommand::StartDirect(c) => reply::<StartDirect>(new_room::start_direct(session, c)),
            RoomCommand::ChangeRoom(c) => reply::<ChangeRoom>(room_change::change_room(session, c)),
            RoomCommand::ChangeMember(c) => reply::<ChangeMember>(room_change::change_member(session, c)),
            RoomCommand::UpgradeRoom(c) => reply::<UpgradeRoom>(room_change::upgrade_room(session, c)),
            RoomCommand::ReadRoomData(c) => reply::<ReadRoomData>(room_data::read_room_data(session, c)),
        },
        AnyCommand::Timeline(command) => match command {
            TimelineCommand::LoadOlder(c) => reply::<LoadOlder>(timeline::load_older(session, c)),
            TimelineCommand::LoadNewer(c) => reply::<LoadNewer>(timeline::load_newer(session, c)),
            TimelineCommand::MarkRead(c) => reply::<MarkRead>(timeline::mark_read(session, c)),
            TimelineCommand::LoadQuote(c) => reply::<LoadQuote>(timeline::load_quote(session, c)),
            TimelineCommand::EditHistory(c) => reply::<EditHistory>(timeline::edit_history(session, c)),
            TimelineCommand::FindEventAt(c) => reply::<FindEventAt>(timeline::find_event_at(session, c)),
        },
        AnyCommand::Thread(command) => match command {
            ThreadCommand::LoadThreads(c) => reply::<LoadThreads>(thread::load_threads(session, c)),
            ThreadCommand::FindThread(c) => reply::<FindThread>(thread::find_thread(session, c)),
            ThreadCommand::MarkThreadsRead(c) => {
                reply::<MarkThreadsRead>(thread::mark_threads_read(session, c))
            }
            ThreadCommand::ReadFollowed(c) => reply::<ReadFollowed>(thread::read_followed(session, c)),
            ThreadCommand::SetFollowed(c) => reply::<SetFollowed>(thread::set_followed(session, c)),
        },
        AnyCommand::Message(command) => match command {
            MessageCommand::SetReaction(c) => reply::<SetReaction>(message::set_reaction(session, c)),
            MessageCommand::RedactMessage(c) => reply::<RedactMessage>(message::redact_message(session, c)),
            MessageCommand::ForwardMessages(c) => {
                reply::<ForwardMessages>(forward::forward_messages(session, c))
            }
            MessageCommand::SetPinned(c) => reply::<SetPinned>(message::set_pinned(session, c)),
            MessageCommand::UnpinAll(c) => reply::<UnpinAll>(message::unpin_all(session, c)),
            MessageCommand::ReadEditable(c) => reply::<ReadEditable>(message::read_editable(session, c)),
            MessageCommand::ReadQuote(c) => reply::<ReadQuote>(message::read_quote(session, c)),
            MessageCommand::ReadAnswered(c) => reply::<ReadAnswered>(message::read_answered(session, c)),
            MessageCommand::SaveMessage(c) => reply::<SaveMessage>(saved::save_message(session, c)),
            MessageCommand::RemoveSaved(c) => reply::<RemoveSaved>(saved::remove_saved(session, c)),
            MessageCommand::TakeReminders(c) => reply::<TakeReminders>(saved::take_reminders(session, c)),
            MessageCommand::MessageSource(c) => reply::<MessageSource>(source::message_source(session, c)),
            MessageCommand::SendRaw(c) => reply::<SendRaw>(source::send_raw(session, c)),
        },
        AnyCommand::Composer(command) => match command {
            ComposerCommand::SendText(c) => reply::<SendText>(composer::send_text(session, c)),
            ComposerCommand::SendWithPreviews(c) => {
                reply::<SendWithPreviews>(link_preview::send_with_previews(session, c))
            }
            ComposerCommand::SendFile(c) => reply::<SendFile>(attachment::send_file(session, c, attachments)),
            ComposerCommand::SendGallery(c) => {
                reply::<SendGallery>(attachment::send_gallery(session, c, attachments))
            }
            ComposerCommand::WasQueued(c) => reply::<WasQueued>(composer::was_queued(session, c)),
            ComposerCommand::RetrySend(c) => reply::<RetrySend>(composer::retry_send(session, c)),
            ComposerCommand::CancelSend(c) => reply::<CancelSend>(composer::cancel_send(session, c)),
            ComposerCommand::SetTyping(c) => reply::<SetTyping>(composer::set_typing(session, c)),
            ComposerCommand::LoadDraft(c) => reply::<LoadDraft>(composer::load_draft(session, c)),
            ComposerCommand::SaveDraft(c) => reply::<SaveDraft>(composer::save_draft(session, c)),
            ComposerCommand::FindMentions(c) => reply::<FindMentions>(mention::find_mentions(session, c)),
            ComposerCommand::FindOutsiders(c) => reply::<FindOutsiders>(mention::find_outsiders(session, c)),
            ComposerCommand::ScheduleText(c) => reply::<ScheduleText>(schedule::schedule_text(session, c)),
            ComposerCommand::ScheduleFiles(c) => {
                reply::<ScheduleFiles>(schedule_files::schedule_files(session, c, attachments))
            }
            ComposerCommand::ReadScheduledFiles(c) => Box::pin(async move {
                let (files, attachments) = schedule_files::read_scheduled_files(session, c).await?;
                Ok(Reply { body: codec::encode(&files), attachments })
            }),
            ComposerCommand::SendScheduled(c) => reply::<SendScheduled>(schedule::send_scheduled(session, c)),
            ComposerCommand::DropScheduled(c) => reply::<DropScheduled>(schedule::drop_scheduled(session, c)),
            ComposerCommand::ReadMarkdown(c) => reply::<ReadMarkdown>(markdown::read_markdown(session, c)),
        },
        AnyCommand::Location(command) => match command {
            LocationCommand::SendLocation(c) => reply::<SendLocation>(location::send_location(session, c)),
            LocationCommand::FindMapStyle(c) => reply::<FindMapStyle>(location::find_map_style(session, c)),
        },
        AnyCommand::Poll(command) => match command {
            PollCommand::CreatePoll(c) => reply::<CreatePoll>(poll::create_poll(session, c)),
            PollCommand::EditPoll(c) => reply::<EditPoll>(poll::edit_poll(session, c)),
            PollCommand::CastVote(c) => reply::<CastVote>(poll::cast_vote(session, c)),
            PollCommand::EndPoll(c) => reply::<EndPoll>(poll::end_poll(session, c)),
        },
        AnyCommand::Emoji(command) => match command {
            EmojiCommand::LoadRecentEmoji(c) => reply::<LoadRecentEmoji>(emoji::load_recent(session, c)),
            EmojiCommand::UseEmoji(c) => reply::<UseEmoji>(emoji::use_emoji(session, c)),
            EmojiCommand::SendSticker(c) => reply::<SendSticker>(packs::send_sticker(session, c)),
            EmojiCommand::CreatePack(c) => reply::<CreatePack>(packs::create_pack(session, c)),
            EmojiCommand::ChangePack(c) => reply::<ChangePack>(packs::change_pack(session, c)),
            EmojiCommand::AddPackImage(c) => {
                reply::<AddPackImage>(packs::add_pack_image(session, c, attachments))
            }
            EmojiCommand::UsePack(c) => reply::<UsePack>(packs::use_pack(session, c)),
        },
        AnyCommand::Media(command) => match command {
            MediaCommand::FetchMedia(c) => Box::pin(async move {
                let bytes = media::fetch_media(session, c).await?;
                let body = codec::encode(&MediaBytes { blob: BlobRef(0) });
                Ok(Reply { body, attachments: vec![bytes] })
            }),
            MediaCommand::LoadLinkPreview(c) => {
                reply::<LoadLinkPreview>(link_preview::load_link_preview(session, c))
            }
            MediaCommand::MakeQrCode(c) => reply::<MakeQrCode>(async move { qr_code::make_qr_code(&c) }),
            MediaCommand::UploadPicture(c) => {
                reply::<UploadPicture>(async move { media::upload_picture(session, c, &attachments).await })
            }
        },
        AnyCommand::MediaRules(command) => match command {
            MediaRulesCommand::SetMediaPreviews(c) => {
                reply::<SetMediaPreviews>(media_rules::set_media_previews(session, c))
            }
            MediaRulesCommand::SetInviteAvatars(c) => {
                reply::<SetInviteAvatars>(media_rules::set_invite_avatars(session, c))
            }
            MediaRulesCommand::ShowMedia(c) => reply::<ShowMedia>(media_rules::show_media(session, c)),
            MediaRulesCommand::ClearKeptMedia(c) => reply::<ClearKeptMedia>(kept_media::clear(session, c)),
            // Asked of the shell, before.
            MediaRulesCommand::ReadKeptMedia(_) => Box::pin(ready(Err(FailureKind::Internal.into()))),
        },
        AnyCommand::Profile(command) => match command {
            ProfileCommand::LoadProfile(c) => reply::<LoadProfile>(profile::load_profile(session, c)),
            ProfileCommand::SetOwnName(c) => reply::<SetOwnName>(profile::set_own_name(session, c)),
            ProfileCommand::SetOwnAvatar(c) => reply::<SetOwnAvatar>(profile::set_own_avatar(session, c)),
            ProfileCommand::SetIgnored(c) => reply::<SetIgnored>(profile::set_ignored(session, c)),
            ProfileCommand::VerifyDevice(c) => reply::<VerifyDevice>(device::verify_device(session, c)),
        },
        AnyCommand::Encryption(command) => match command {
            EncryptionCommand::CreateRecoveryKey(c) => {
                reply::<CreateRecoveryKey>(encryption::create_recovery_key(session, c))
            }
            EncryptionCommand::ConfirmRecoveryKeySaved(c) => {
                reply::<ConfirmRecoveryKeySaved>(encryption::confirm_saved(session, c))
            }
            EncryptionCommand::ChangeRecoveryKey(c) => {
                reply::<ChangeRecoveryKey>(encryption::change_recovery_key(session, c))
            }
            EncryptionCommand::Restore(c) => reply::<Restore>(encryption::restore(session, c)),
            EncryptionCommand::RepairKeyStorage(c) => {
                reply::<RepairKeyStorage>(encryption::repair_key_storage(session, c))
            }
            EncryptionCommand::SetKeyStorage(c) => {
                reply::<SetKeyStorage>(encryption::set_key_storage(session, c))
            }
            EncryptionCommand::PutOff(c) => reply::<PutOff>(encryption::put_off(session, c)),
            EncryptionCommand::CheckKeys(c) => reply::<CheckKeys>(encryption::check_keys(session, c)),
            EncryptionCommand::ExportRoomKeys(c) => Box::pin(async move {
                let (count, file) = key_file::export_room_keys(session, c).await?;
                Ok(Reply { body: codec::encode(&count), attachments: vec![file] })
            }),
            EncryptionCommand::ImportRoomKeys(c) => {
                reply::<ImportRoomKeys>(key_file::import_room_keys(session, c, attachments))
            }
        },
        AnyCommand::Verification(command) => match command {
            VerificationCommand::RequestVerification(c) => {
                reply::<RequestVerification>(verification::request(session, c))
            }
            VerificationCommand::AcceptVerification(c) => {
                reply::<AcceptVerification>(verification::accept(session, c))
            }
            VerificationCommand::CancelVerification(c) => {
                reply::<CancelVerification>(verification::cancel(session, c))
            }
            VerificationCommand::StartEmoji(c) => reply::<StartEmoji>(verification::start_emoji(session, c)),
            VerificationCommand::ConfirmEmoji(c) => {
                reply::<ConfirmEmoji>(verification::confirm_emoji(session, c))
            }
            VerificationCommand::ShowQr(c) => reply::<ShowQr>(verification::show_qr(session, c)),
            VerificationCommand::ScanQr(c) => reply::<ScanQr>(verification::scan_qr(session, c)),
            VerificationCommand::ConfirmQr(c) => reply::<ConfirmQr>(verification::confirm_qr(session, c)),
        },
        AnyCommand::Trust(command) => match command {
            TrustCommand::AcceptIdentity(c) => reply::<AcceptIdentity>(trust::accept_identity(session, c)),
            TrustCommand::SendAnyway(c) => reply::<SendAnyway>(trust::send_anyway(session, c)),
            TrustCommand::SetVerifiedRoom(c) => {
                reply::<SetVerifiedRoom>(trust::set_verified_room(session, c))
            }
            // Ends the engine, so it is asked of the host, before.
            TrustCommand::SetDeviceRules(_) => Box::pin(ready(Err(FailureKind::Internal.into()))),
        },
        AnyCommand::Moderation(command) => match command {
            ModerationCommand::Report(c) => reply::<Report>(moderation::report(session, c)),
            ModerationCommand::FindMessagesOf(c) => {
                reply::<FindMessagesOf>(moderation::find_messages_of(session, c))
            }
            ModerationCommand::FindModerated(c) => {
                reply::<FindModerated>(moderation::find_moderated(session, c))
            }
            ModerationCommand::RedactNow(c) => reply::<RedactNow>(moderation::redact_now(session, c)),
        },
        AnyCommand::Device(command) => match command {
            DeviceCommand::RefreshDevices(c) => reply::<RefreshDevices>(devices::refresh_devices(session, c)),
            DeviceCommand::RenameDevice(c) => reply::<RenameDevice>(devices::rename_device(session, c)),
            DeviceCommand::SignOutDevices(c) => {
                reply::<SignOutDevices>(devices::sign_out_devices(session, c))
            }
            DeviceCommand::AnswerSignIns(c) => reply::<AnswerSignIns>(devices::answer_sign_ins(session, c)),
            DeviceCommand::ShareClient(c) => reply::<ShareClient>(devices::share_client(session, c)),
            DeviceCommand::ResetIdentity(c) => reply::<ResetIdentity>(devices::reset_identity(session, c)),
        },
    }
}

/// Starts publishing a topic.
pub(crate) fn subscribe(
    inner: &Arc<Inner>,
    topic: AnyTopic,
    outlet: Arc<SubscriptionOutlet>,
) -> Subscription {
    let name = topic.name();
    tracing::info!(sub = ?outlet.sub, name, "subscribe");
    match topic {
        AnyTopic::SessionState(_) => {
            let out = ValueSink::new(outlet.clone());
            let publishing = status::publish_session_state(inner.keeper.clone(), out.clone());
            subscription(outlet, out, None, publishing)
        }
        AnyTopic::Uploads(_) => {
            let out = ValueSink::new(outlet.clone());
            let publishing = media::publish_uploads(inner.platform.uploads.clone(), out.clone());
            subscription(outlet, out, None, publishing)
        }
        AnyTopic::FileStream(topic) => {
            let out = PartSink::new(outlet.clone());
            let (keeper, sink) = (inner.keeper.clone(), out.clone());
            let publishing = async move {
                match keeper.session().await {
                    Ok(session) => file_stream::publish_file(session, topic, sink).await,
                    Err(failure) => failure,
                }
            };
            subscription(outlet, out, None, publishing)
        }
        AnyTopic::MediaRules(topic) => value(inner, outlet, move |session, out| {
            media_rules::publish_media_rules(session, topic.clone(), out)
        }),
        AnyTopic::EncryptionStatus(_) => value(inner, outlet, encryption::publish_status),
        AnyTopic::SyncState(_) => value(inner, outlet, status::publish_sync_state),
        AnyTopic::UnreadTotals(_) => value(inner, outlet, room_list::publish_unread_totals),
        AnyTopic::RoomInfo(topic) => {
            if inner.is_left_out(&topic.room) {
                return refused::<RoomDetails>(outlet);
            }
            value(inner, outlet, move |session, out| room::publish_room_info(session, topic.clone(), out))
        }
        AnyTopic::Typing(topic) => {
            value(inner, outlet, move |session, out| room::publish_typing(session, topic.clone(), out))
        }
        AnyTopic::ThreadList(topic) => {
            list(inner, outlet, move |session, out| thread::publish_thread_list(session, topic.clone(), out))
        }
        AnyTopic::UnreadThreads(topic) => value(inner, outlet, move |session, out| {
            thread::publish_unread_threads(session, topic.clone(), out)
        }),
        AnyTopic::SavedMessages(_) => value(inner, outlet, saved::publish_saved),
        AnyTopic::ScheduledSends(topic) => {
            value(inner, outlet, move |session, out| schedule::publish_schedule(session, topic.clone(), out))
        }
        AnyTopic::ThreadActivity(_) => value(inner, outlet, thread::publish_thread_activity),
        AnyTopic::Packs(topic) => {
            value(inner, outlet, move |session, out| packs::publish_packs(session, topic.clone(), out))
        }
        AnyTopic::Devices(_) => value(inner, outlet, devices::publish_devices),
        AnyTopic::NewSignIns(_) => value(inner, outlet, devices::publish_new_sign_ins),
        AnyTopic::Verifications(_) => value(inner, outlet, verification::publish_verifications),
        AnyTopic::PersonTrust(topic) => {
            value(inner, outlet, move |session, out| verification::publish_trust(session, topic.clone(), out))
        }
        AnyTopic::ChangedIdentities(topic) => value(inner, outlet, move |session, out| {
            trust::publish_changed_identities(session, topic.clone(), out)
        }),
        AnyTopic::DeviceRules(_) => value(inner, outlet, trust::publish_device_rules),
        AnyTopic::Spaces(_) => list(inner, outlet, spaces::publish_spaces),
        AnyTopic::Timeline(topic) => {
            if inner.is_left_out(&topic.room) {
                return refused::<()>(outlet);
            }
            let out = ListSink::new(outlet.clone(), |batch| codec::encode(&batch));
            let (keeper, sink) = (inner.keeper.clone(), out.clone());
            let publishing = async move {
                let meanwhile = async {
                    let last = keeper.screen.last_room.before().await;
                    if topic.focus == Focus::Live && topic.room == last.room {
                        sink.reset(last.items.clone());
                    }
                };
                let following =
                    keeper.follow(|session| timeline::publish_timeline(session, topic.clone(), sink.clone()));
                beside(meanwhile, following).await
            };
            subscription(outlet, out, None, publishing)
        }
        AnyTopic::RoomList(topic) => {
            let loaded = Arc::new(AtomicBool::new(false));
            let whole = topic.tuning.is_whole();
            let tuning = SharedObservable::new(topic.tuning);
            let flag = loaded.clone();
            let out = ListSink::new(outlet.clone(), move |batch| {
                codec::encode(&RoomListBody { batch, loaded: flag.load(Ordering::Relaxed) })
            });
            let tune: Tune = {
                let tuning = tuning.clone();
                Arc::new(move |change| match change {
                    Tuning::RoomList(wanted) => drop(tuning.set_if_not_eq(wanted)),
                })
            };
            let (keeper, sink) = (inner.keeper.clone(), out.clone());
            let publishing = async move {
                let meanwhile = async {
                    if whole {
                        let rows = keeper.screen.first_rows.before().await;
                        sink.reset(rows.to_vec());
                    }
                };
                let following = keeper.follow(|session| {
                    room_list::publish_room_list(session, tuning.clone(), loaded.clone(), sink.clone())
                });
                beside(meanwhile, following).await
            };
            subscription(outlet, out, Some(tune), publishing)
        }
    }
}

/// Shows what the last life has left while the session is not there yet.
async fn beside(meanwhile: impl Future<Output = ()>, following: impl Future<Output = Failure>) -> Failure {
    let meanwhile = async {
        meanwhile.await;
        std::future::pending::<Failure>().await
    };
    // The first is asked first: where both have something, the stores' own word comes last.
    select(std::pin::pin!(meanwhile), std::pin::pin!(following)).await.factor_first().0
}

/// A topic whose body is a batch.
fn list<T, F>(
    inner: &Arc<Inner>,
    outlet: Arc<SubscriptionOutlet>,
    publish: impl Fn(Arc<Session>, ListSink<T>) -> F + SendOutsideWasm + SyncOutsideWasm + 'static,
) -> Subscription
where
    T: protocol::Keyed + serde::Serialize + Clone + PartialEq + SendOutsideWasm + SyncOutsideWasm + 'static,
    F: Future<Output = Failure> + SendOutsideWasm + 'static,
{
    let out = ListSink::new(outlet.clone(), |batch| codec::encode(&batch));
    let (keeper, sink) = (inner.keeper.clone(), out.clone());
    let publishing = async move { keeper.follow(|session| publish(session, sink.clone())).await };
    subscription(outlet, out, None, publishing)
}

/// A topic whose body is a value.
fn value<T, F>(
    inner: &Arc<Inner>,
    outlet: Arc<SubscriptionOutlet>,
    publish: impl Fn(Arc<Session>, ValueSink<T>) -> F + SendOutsideWasm + SyncOutsideWasm + 'static,
) -> Subscription
where
    T: serde::Serialize + Clone + PartialEq + SendOutsideWasm + SyncOutsideWasm + 'static,
    F: Future<Output = Failure> + SendOutsideWasm + 'static,
{
    let out = ValueSink::new(outlet.clone());
    let (keeper, sink) = (inner.keeper.clone(), out.clone());
    let publishing = async move { keeper.follow(|session| publish(session, sink.clone())).await };
    subscription(outlet, out, None, publishing)
}

/// A subscription that ends at once: the room is left out of this life of the engine.
fn refused<T>(outlet: Arc<SubscriptionOutlet>) -> Subscription
where
    T: serde::Serialize + Clone + PartialEq + SendOutsideWasm + SyncOutsideWasm + 'static,
{
    let out = ValueSink::<T>::new(outlet.clone());
    subscription(outlet, out, None, async { FailureKind::Unsupported.into() })
}

fn subscription(
    outlet: Arc<SubscriptionOutlet>,
    out: impl Acknowledge + 'static,
    tune: Option<Tune>,
    publishing: impl Future<Output = Failure> + SendOutsideWasm + 'static,
) -> Subscription {
    let task = Task::start(async move { outlet.close(publishing.await) });
    Subscription { acknowledge: Arc::new(out), tune, _task: task }
}
