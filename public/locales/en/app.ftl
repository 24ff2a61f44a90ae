# Texts in English of the whole interface, beside those of entrance.ftl, whose rules hold here too.

### Spaces

spaces-title = Spaces
spaces-all = All rooms

### A new room

new-room = New room
new-room-name = Name
new-room-topic = What it is about (optional)
new-room-public = Anybody can join
new-room-public-hint = Whoever finds it comes in and reads along.
new-room-private-hint = Only those who are invited come in.
new-room-address = Address (optional)
new-room-address-hint = Under it people find the room, such as #books:{ $server }.
new-room-address-letters = An address has no spaces, and neither # nor : in it.
new-room-address-taken = Another room has this address.
new-room-encrypted = Encrypt messages
new-room-encrypted-hint = Nobody but those in the room can read them, not even the server. This cannot be undone.
new-room-encrypted-public = Anybody can join and read along, so this protects little. It cannot be undone.
new-room-never-encrypted = This server’s operator does not want rooms to be encrypted.
new-room-cancel = Cancel
new-room-create = Create room

### Room list

room-list-title = Rooms
room-list-all = All rooms
room-list-filter = Filter rooms
room-list-filter-clear = Clear the filter
room-list-filters = Filters
room-list-show-all = All
room-list-show-unread = Unread
room-list-show-people = People
room-list-show-rooms = Rooms
room-list-loading = Loading rooms
room-list-loading-room = Loading room
room-list-invitation = invitation
room-list-knocked = you asked to join
room-list-unread =
    { $count ->
        [one] { $count } unread
       *[other] { $count } unread
    }
room-list-mentions =
    { $count ->
        [one] { $count } mention
       *[other] { $count } mentions
    }
room-list-marked-unread = marked as unread
room-list-send-failed = message not sent
room-list-invited-by = { $name } invited you
room-list-invited = You are invited
room-list-waiting = Waiting to be let in
room-list-accept-room = Accept the invitation to { $room }
room-list-decline-room = Decline the invitation to { $room }
room-list-you = You
room-list-sender = { $name }:{" "}
room-list-emote = * { $name } { $text }
room-list-draft = Draft:{" "}
room-list-draft-files =
    { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
room-list-image = Picture
room-list-video = Video
room-list-audio = Audio
room-list-voice = Voice message
room-list-file = File
room-list-sticker = Sticker
room-list-location = Location
room-list-poll = Poll
room-list-call = Call
rooms-title = Rooms
rooms-find = Find a room
rooms-none = No room has a name like that
rooms-copied = Copied
rooms-not-copied = The browser did not let it be copied
share-drawing = Drawing the QR code
share-other = Share with another app
share-copy = Copy link
share-close = Close
share-link = Link
share-code = QR code of the link
share-into-title = Share into which room?
share-into-not = Do not share
share-into-write = Write on in the room
share-into-send = { $count ->
    [0] Send
    [one] Send to the room
   *[other] Send to { $count } rooms
}
share-into-files = Files
share-into-reading = Reading the files
share-into-gone = The files are no longer here: they are kept for an hour. Share them again from the other app.
share-into-left =
    { $count ->
        [one] One file is left out: 30 files or 200 MB can be shared at once.
       *[other] { $count } files are left out: 30 files or 200 MB can be shared at once.
    }
share-into-lost = What you shared did not arrive: Protium was not ready for it in this browser yet. It is now; share it once more from the other app.
share-into-failed = It was not sent to one of the rooms. { $reason }
date-title = Jump to date
date-cancel = Cancel
date-day = Day
date-go = Go
date-shortcuts = Further back
date-week = A week ago
date-month = A month ago
date-year = A year ago
date-beginning = The beginning
date-nothing = Nothing was said here yet.
report-message-title = Report this message
report-room-title = Report this room
report-person-title = Report this person
report-message-text = Those who run your homeserver get the address of this message and your reason. If it is encrypted, they cannot read it themselves.
report-room-text = Those who run your homeserver get the address of this room and your reason. Its members do not hear of it.
report-person-text = Those who run your homeserver get this person’s address and your reason. The person does not hear of it.
report-reason = What is wrong with it?
report-hide = Also hide all that { $name } says
report-cancel = Cancel
report-send = Report
report-sent = Reported. Thank you.
report-failed = That was not reported. { $reason }
report-not-hidden = Reported, but the person is not hidden. { $reason }
rooms-loading = Loading your rooms
rooms-unnamed = Room without a name
room-list-redacted = Message deleted
room-list-undecryptable = Encrypted message
room-list-unknown = New activity
room-list-state-joined = { $name } joined
room-list-state-left = { $name } left
room-list-state-invited = { $name } invited { $subject }
room-list-state-removed = { $name } removed { $subject }
room-list-state-banned = { $name } banned { $subject }
room-list-state-unbanned = { $name } lifted the ban on { $subject }
room-list-state-knocked = { $name } asked to join
room-list-state-member = { $name } changed their profile
room-list-state-display-name = Now called { $to }
room-list-state-created = { $name } created the room
room-list-state-name = { $name } named the room { $to }
room-list-state-topic = { $name } set the topic: { $to }
room-list-state-encrypted = { $name } turned on encryption
room-list-state-upgraded = This room was replaced
room-list-state-pinned = { $name } changed the pinned messages
room-list-state-other = { $name } changed the room
room-list-state-verification = { $name } was verifying
room-list-empty-all = No rooms yet. Make one with the plus above, open a link to a room, or ask somebody to invite you.
room-list-empty-space = There is no room of yours in this space.
room-list-empty-unread = You have read everything.
room-list-empty-people = No chats with one person yet.
room-list-empty-rooms = No rooms yet.
room-list-empty-query = No room here has “{ $query }” in its name.
room-list-back-to-all = Show all rooms
room-list-broken = The list of rooms could not be loaded.

### Room

room-back = Back to the rooms
room-loading = Opening the room
room-unnamed = Room without a name
room-encrypted = Messages here are end-to-end encrypted
room-not-encrypted = Messages here are not encrypted
room-members =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
room-topic-more = Show the whole topic
room-topic-less = Show one line of the topic
room-menu = Room menu
room-copy-link = Copy link to the room
room-share = Share
room-share-title = Share { $room }
room-files = Files
room-polls = Polls
room-jump-to-date = Jump to date
room-link-previews = Link previews
room-media = Pictures and videos
room-media-refused = This could not be changed: { $reason }
room-verified-only = Never send to unverified devices here
room-report = Report room
room-leave = Leave room
room-leave-title = Leave { $room }?
room-leave-text = You will not get its messages any more. To come back you need an invitation, unless the room is public.
room-leave-text-direct = You will not get messages of this chat any more, and can only come back if you are invited.
room-cancel = Cancel
room-typing =
    { $count ->
        [one] { $names } is typing…
       *[other] { $names } are typing…
    }
room-typing-others =
    { $count ->
        [one] one other
       *[other] { $count } others
    }
room-replaced = This room was replaced by a new one.
room-go-there = Go there
room-predecessor = Earlier conversation
room-kept-for-hours = { $count ->
    [one] Messages in this room are to be deleted after an hour
   *[other] Messages in this room are to be deleted after { $count } hours
}
room-kept-for-days = { $count ->
    [one] Messages in this room are to be deleted after a day
   *[other] Messages in this room are to be deleted after { $count } days
}
redact-recent-title = Delete what { $name } has said lately?
redact-recent-looking = Looking for their messages
redact-recent-none = They have said nothing here that could be deleted.
redact-recent-text = { $count ->
    [one] One message is deleted for everybody, for good.
   *[other] { $count } messages are deleted for everybody, for good, the newest first. You can stop at any time.
}
redact-recent-more = There may be more; these are the newest.
redact-recent-go = Delete
redact-recent-stop = Stop
redact-recent-stopping = Stopping
redact-recent-going = { $done } of { $count } deleted
redact-recent-done = { $count ->
    [one] One message was deleted
   *[other] { $count } messages were deleted
}
redact-recent-broken = { $count ->
    [one] Only one message was deleted. { $reason }
   *[other] Only { $count } messages were deleted. { $reason }
}
room-join = Join
room-rejoin = Join again
room-accept = Accept
room-decline = Decline
room-try-again = Try again
room-home = To my rooms
room-withdraw = Take the request back
room-invited-by = { $name } invited you to this room.
room-invited = You are invited to this room.
room-knocked = You asked to be let in. Somebody in the room has to answer.
room-left = You are not in this room any more.
room-banned = You are banned from this room. Only a moderator of the room can change that.
room-not-open = You can only come in with an invitation. Ask somebody in the room.
room-stranger = You are not in this room.
room-is-space = This is a space: a collection of rooms.
room-no-preview = The server does not say more about this room before you join.
room-lost = This room cannot be found
room-lost-text = The link may be wrong, or the room may be gone or hidden from you.
room-unreachable = The room cannot be opened now
room-failed-enter = You could not join. { $reason }
room-failed-decline = That did not work. { $reason }
room-encrypt = Turn on encryption
room-encrypt-title = Turn on encryption?
room-encrypt-text = What is written from now on can be read only by the people in this room, not by the server. What was written before stays as it is.
room-encrypt-forever = It cannot be turned off again.
room-encrypt-public-title = Anyone can join this room
room-encrypt-public = So encryption keeps hardly anything secret here. Whoever joins cannot read what was written before, and bots and bridges may stop working.
room-failed-encrypt = Encryption was not turned on. { $reason }
room-failed-leave = You could not leave. { $reason }

### Composer

composer-label = Message { $room }
composer-label-thread = Message the thread
composer-form = Write a message
composer-send = Send
composer-attach = Attach
composer-attach-files = Files
composer-attach-poll = Poll
composer-attach-location = Location
composer-attach-sticker = Sticker
composer-sticker-not-sent = The sticker was not sent. { $reason }
composer-poll-title = New poll
composer-poll-go = Create poll
composer-poll-not-sent = The poll was not sent; it is kept here. { $reason }
composer-format = Formatting
composer-format-show = Show formatting
composer-format-hide = Hide formatting
composer-bold = Bold
composer-italic = Italic
composer-strike = Strikethrough
composer-code = Code
composer-quote = Quote
composer-list = List
composer-link = Link
composer-rich = Rich text
composer-link-address = Address of the link
composer-link-go = Insert link
composer-link-cancel = No link
composer-attachments = Attachments
composer-caption = Caption
composer-caption-of = Caption for { $name }
composer-earlier = Move { $name } earlier
composer-later = Move { $name } later
composer-keep-notes = Keep what the camera noted (place, time)
composer-together = How to send
composer-together-single = One by one
composer-together-all = Together
composer-together-hint = As one message. Apps that know no galleries show its words only.
composer-picture-size = Size of { $name }
composer-picture-original = Original ({ $size })
composer-picture-smaller = Smaller (about { $size })
composer-files = { $count ->
    [one] One file
   *[other] { $count } files
}
composer-remove = Remove { $name }
composer-sending = Sending…
composer-held-label = Message that can be taken back
composer-held = Goes out in { $seconds } seconds
composer-held-keys = Your message goes out in { $seconds } seconds. Press Escape to take it back.
composer-undo = Undo
composer-file-sending = Sending { $name }
composer-drop = Drop files to attach them
composer-may-not = You may not write in this room.
composer-replaced = This room was replaced; nobody can write here any more.
composer-not-sent = The message was not sent; it is kept here. { $reason }
composer-perhaps-sent = Something broke while the message was being sent; it is kept here. Look whether it stands in the room before you send it again.
composer-file-not-sent = { $name } was not sent. { $reason }
composer-dismiss = Dismiss
composer-editing = Editing a message
composer-replying = Replying
composer-replying-to = Replying to { $name }
composer-aside-bring = Write on with this
composer-aside = Afterwards:
composer-file-answers = Sent as a reply
composer-voice = Record a voice message
composer-voice-recording = Recording a voice message
composer-voice-asking = Waiting for the microphone…
composer-voice-cancel = Discard the recording
composer-voice-stop = Stop recording
composer-voice-denied = The microphone is not allowed. Allow it for this page in your browser, then try again.
composer-voice-missing = No microphone was found.
composer-voice-busy = The microphone does not answer. Another program may be using it.
composer-voice-unsupported = This browser cannot record.
composer-voice-nothing = Nothing was recorded.
composer-edit-loses-format = This message has formatting that cannot be written here. If you save a change, that formatting is lost.
composer-suggestions = Suggestions
composer-suggestions-count = { $count ->
    [one] 1 suggestion
   *[other] { $count } suggestions
}
composer-everyone = Everyone in the room
later-send = Send later
later-hour = In an hour ({ $when })
later-tomorrow = Tomorrow ({ $when })
later-monday = Monday ({ $when })
later-own = Choose day and time…
later-by-server = Your homeserver sends it, even when Protium is closed.
later-by-browser = This browser sends it while Protium is open. If it is closed then, the message goes out at the next start; if that is more than an hour late, you are asked first.
later-files = With files, this browser sends it: they are kept here, encrypted, until then; { $most } of all such files at most.
later-files-too-large = These files are { $size }. Files that are sent later are kept in this browser, { $most } in all; { $free } are free.
later-files-list =
    { $count ->
        [one] { $count } file: { $names }
       *[other] { $count } files: { $names }
    }
later-planned = The message goes out on { $when }.
later-count =
    { $count ->
        [one] { $count } scheduled
       *[other] { $count } scheduled
    }
later-stuck =
    { $count ->
        [one] { $count } scheduled message was not sent
       *[other] { $count } scheduled messages were not sent
    }
later-list = Scheduled messages
later-edit-title = Edit the scheduled message
later-text = Message
later-day = Day
later-time = Time
later-past = This moment has passed. Choose a later one.
later-plan = Schedule
later-save = Save
later-close = Close
later-edit = Edit
later-now = Send now
later-delete = Delete
later-when-server = { $when }, by your homeserver
later-when-here = { $when }, by this browser
later-missed = Was to be sent on { $when }, while Protium was closed. Send it now, or delete it?
later-refused = It was not sent. { $reason }
later-failed = That did not work. { $reason }
later-command = Commands cannot be sent later.
composer-slash-me = Say what you do
composer-slash-plain = Send exactly as written, without formatting
composer-slash-html = Send as HTML
composer-slash-spoiler = Hide the words until somebody opens them
composer-slash-before = Put { $words } before your message
composer-slash-invite = Invite somebody into this room
composer-slash-join = Join a room and go there
composer-slash-msg = Open the chat with somebody
composer-slash-whois = Show somebody's profile
composer-slash-nick = Change your name, everywhere
composer-slash-topic = Set what this room is about
composer-slash-roomname = Rename this room
composer-slash-part = Leave this room
composer-slash-remove = Remove somebody from this room
composer-slash-ban = Ban somebody from this room
composer-slash-unban = Let somebody in again
composer-slash-op = Give somebody power in this room
composer-slash-deop = Take somebody's power in this room away
composer-slash-ignore = Hide what somebody says, everywhere
composer-slash-unignore = Show again what somebody says
composer-slash-poll = Ask everybody here a question
composer-slash-rainbow = The words in all colours
composer-slash-rainbowme = What you do, in all colours
composer-slash-myroomnick = Be called something else in this room
composer-slash-jumptodate = Go to the messages of a day
composer-slash-converttodm = Keep this room among the direct chats
composer-slash-converttoroom = Keep this direct chat among the rooms
composer-slash-discardsession = Encrypt what you send from now on under a new key
composer-slash-upgraderoom = Replace this room by one of a newer version
composer-slash-roomavatar = Give this room another picture
composer-slash-myroomavatar = Have another picture in this room
composer-slash-myavatar = Have another picture, everywhere
composer-slash-help = Show all commands
composer-slash-devtools = Look at what is noted of this room and of your account
composer-slash-rageshake = Save a log that helps to find faults
composer-slash-effect = Send a message with which { $emoji } plays
composer-slash-verify = Mark a device as verified whose key you were told
composer-asked-close = Close
composer-help-title = Commands
composer-help-find = Find a command
composer-help-none = No command is called that, or does that.
composer-upgrade-title = Replace this room by one of version { $version }?
composer-upgrade-text = A new room is made that looks like this one, and nobody can write here any more. Members have to join the new room themselves. This cannot be undone.
composer-upgrade-not = Keep this room
composer-upgrade-go = Replace
composer-upgrade-failed = The room was not replaced. { $reason }
composer-data-title = Room and account data
composer-data-loading = Reading the room’s state…
composer-data-find = Find a type or key
composer-data-state = State of the room
composer-data-of-room = Your data about the room
composer-data-of-account = Your account’s data
composer-data-more = { $count ->
    [one] One more; narrow it down above.
   *[other] { $count } more; narrow it down above.
}
composer-data-none = Nothing here.
composer-invite-history = Whoever is invited can read what was said here before.
composer-outsiders = { $count ->
    [one] { $names } is not in this room and will not see your message.
   *[other] { $names } are not in this room and will not see your message.
}
composer-invite = { $count ->
    [one] Invite
   *[other] Invite them
}
composer-slash-words = words
composer-slash-maybe-words = [words]
composer-slash-maybe-reason = [reason]
composer-slash-maybe-level = [level]
composer-slash-device = device key
composer-effect-confetti = throws confetti
composer-effect-fireworks = lights fireworks
composer-effect-hearts = sends hearts
composer-effect-rainfall = lets it rain
composer-effect-snowfall = lets it snow
composer-effect-spaceinvaders = calls the invaders from space
composer-verify-title = Verify a device
composer-verify-busy = Comparing the keys
composer-verify-now = The keys are the same. The device { $device } of { $user } is verified from now on.
composer-verify-already = The keys are the same, and the device { $device } of { $user } was verified before.
composer-verify-unknown = { $user } has no device { $device }. Is it spelt as you were told?
composer-verify-differs = The keys are not the same!
composer-verify-differs-text = The device { $device } of { $user } has another key than the one you entered. Perhaps it is a slip of the pen. It can also mean that somebody reads along or has put a device of their own in its place. It is not verified.
composer-verify-has = The key of the device
composer-verify-told = The key you entered
composer-verify-failed = The keys could not be compared. { $reason }
composer-verify-again = Try again
composer-slash-name = name
composer-slash-misused = Use it like this: { $usage }
composer-slash-failed = That did not work. { $reason }
composer-slash-unknown = There is no command /{ $word }. To send the text as it is, put /plain before it.
composer-emoji = Insert an emoji
composer-stop-editing = Stop editing
composer-stop-replying = Do not reply
composer-not-editable = The message cannot be edited. { $reason }
composer-size-bytes =
    { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
composer-size-kb = { $number } KB
composer-size-mb = { $number } MB
composer-size-gb = { $number } GB

### Writing a poll

poll-close = Close
poll-cancel = Cancel
poll-question = Question
poll-answers = Options
poll-answer = Option { $number }
poll-add-answer = Add an option
poll-remove-answer = Remove option { $number }
poll-rules = Rules of the poll
poll-several = Several options may be chosen
poll-at-end = Show the votes only when the poll ends
poll-fault-no-question = Write what you want to ask.
poll-fault-long-question = This question is too long.
poll-fault-few-answers = Give at least two options to choose between.
poll-fault-long-answer = One of the options is too long.
poll-fault-same-answers = Two of the options say the same.

### Timeline

timeline-label = Timeline of { $room }
timeline-actions = Message actions
timeline-react = React
timeline-react-more = More emoji
timeline-reply = Reply
timeline-reply-in-thread = Reply in thread
timeline-thread-label = Messages of the thread
timeline-edit = Edit
timeline-more = More actions
timeline-copy-text = Copy text
timeline-copy-link = Copy link
timeline-share = Share
timeline-share-title = Share this message
timeline-pin = Pin
timeline-unpin = Unpin
timeline-pinned = Pinned messages
timeline-pinned-one = Pinned
timeline-pinned-of = Pinned { $at } of { $count }
timeline-pinned-all = All pinned messages
timeline-pinned-none = Nothing is pinned any more.
timeline-pinned-keep = Keep them
timeline-unpin-all = Unpin all
timeline-unpin-all-sure = Unpin all, for everyone
timeline-forward = Forward
timeline-forward-title = { $count ->
    [one] Forward this message
   *[other] Forward { $count } messages
}
timeline-forward-stay = { $count ->
    [one] One of the selected messages cannot be forwarded and is left out.
   *[other] { $count } of the selected messages cannot be forwarded and are left out.
}
timeline-save = Save for later
timeline-select = Select
timeline-select-end = Stop selecting
timeline-select-copy = Copy
timeline-selected = { $count ->
    [one] 1 message selected
   *[other] { $count } messages selected
}
timeline-selected-most = { $count } messages selected; more at once are not possible
timeline-selected-actions = Selected messages
timeline-copied-author = { $name }, { $time }:
timeline-forward-not = Cancel
timeline-forward-go = { $count ->
    [0] Forward
    [one] Forward to 1 room
   *[other] Forward to { $count } rooms
}
timeline-forwarded = Forwarded
timeline-not-forwarded-to = { $count ->
    [one] Not forwarded to one of the rooms: you may not write there.
   *[other] Not forwarded to { $count } of the rooms: you may not write there.
}
timeline-view-source = View source
timeline-source-title = Source of the message
timeline-source-loading = Loading the source
timeline-source-decrypted = It came encrypted; this is what was in it.
timeline-source-related = Related events
timeline-source-answered = What it answers
timeline-source-edited = What it edits
timeline-source-thread = What began the thread
timeline-source-other = What it is about
timeline-source-edit = Edit { $number }
timeline-source-back = Back
raw-send-as-new = Send as new event
raw-title = Send an event
raw-state-title = Set the room’s state
raw-state-note = This takes the place of what is set now, for everybody in the room.
raw-set = Change
raw-type = Type
raw-key = State key
raw-content = Content (JSON)
raw-no-type = An event needs a type.
raw-no-json = Line { $line }, character { $column }: this is no JSON from here on.
raw-no-object = The content has to be an object, between braces.
raw-too-long = This is larger than an event can be.
raw-send = Send
raw-sent = The event was sent
timeline-delete = Delete
timeline-delete-recent = Delete what they said lately
timeline-delete-title = { $count ->
    [one] Delete this message?
   *[other] Delete { $count } messages?
}
timeline-delete-text = { $count ->
    [one] It is deleted for everybody, and cannot be brought back. That it was here stays visible.
   *[other] They are deleted for everybody, and cannot be brought back. That they were here stays visible.
}
timeline-delete-stay = { $count ->
    [one] You may not delete one of the selected messages: it stays.
   *[other] You may not delete { $count } of the selected messages: they stay.
}
timeline-delete-reason = Reason, for all to read (optional)
timeline-delete-keep = Keep it
timeline-report = Report
timeline-refused = That did not work. { $reason }
timeline-loading = Loading messages
timeline-loading-older = Loading earlier messages…
timeline-loading-newer = Loading later messages…
timeline-closed = This conversation cannot be shown right now
timeline-retry = Retry
timeline-delete = Delete
timeline-close = Close
timeline-beginning = This is the beginning of { $room }.
timeline-beginning-unnamed = This is the beginning of the conversation.
timeline-new-messages = New messages
timeline-jump-to-newest = Jump to newest
timeline-jump-to-newest-with =
    { $count ->
        [one] Jump to newest, { $count } new message
       *[other] Jump to newest, { $count } new messages
    }
timeline-jump-to-unread = Jump to first unread
timeline-jump-to-date = Jump to date
timeline-hide-preview = Hide this preview
timeline-dismiss-unread = Hide this button
timeline-announce-one = { $name }: { $text }
timeline-announce-many = { $count } new messages
timeline-with-reason = { $sentence }: { $reason }

timeline-thread-replies =
    { $count ->
        [one] { $count } reply
       *[other] { $count } replies
    }
timeline-thread-unread =
    { $count ->
        [one] { $count } unread reply
       *[other] { $count } unread replies
    }
timeline-edited = (edited)
timeline-history-title = Versions of this message
timeline-history-loading = Loading the versions
timeline-history-original = Original
timeline-history-current = Shown now
timeline-in-reply-to = In reply to
timeline-quote-loading = Loading the message…
timeline-quote-failed = The message could not be loaded
timeline-quote-unfold = Show what this answers
timeline-quote-fold = Hide what this answers
timeline-reactions = Reactions
timeline-reaction-picture = A picture
timeline-reaction =
    { $count ->
        [one] { $key } { $count } reaction
       *[other] { $key } { $count } reactions
    }
timeline-reacted = { $who } reacted with { $key }
timeline-read-by = Read by { $who }
timeline-readers = Read by
timeline-sending = Sending
timeline-sent = Sent
timeline-not-sent = Not sent.
timeline-distrust-changed = You had verified { $who }, which no longer holds: there is a new identity since.
timeline-distrust-devices =
    { $people ->
        [one] { $who } has a device that they have not verified themselves. It may not be theirs.
       *[other] { $who } have devices that they have not verified themselves. These may not be theirs.
    }
timeline-distrust-own-devices = You are signed in on a device that you have not verified. Verify it, or sign it out if it is not yours.
timeline-distrust-this-device = You exclude insecure devices, and this one is not verified yet. Confirm in the settings that it is you.
timeline-send-withdrawn = Withdraw verification and send
timeline-send-anyway = Send anyway
timeline-unsent =
    { $count ->
        [one] One message was not sent.
       *[other] { $count } messages were not sent.
    }
timeline-send-all-again = Send all again
timeline-delete-all = Delete all
timeline-delete-all-title =
    { $count ->
        [one] Delete the message that was not sent?
       *[other] Delete { $count } messages that were not sent?
    }
timeline-delete-all-text =
    { $count ->
        [one] Nobody has got it, and what you wrote will be lost.
       *[other] Nobody has got them, and what you wrote will be lost.
    }
timeline-cancel = Cancel
timeline-waiting-to-send = It goes out by itself when the connection is back.
timeline-uploading = Uploading
timeline-uploading-of = { $sent } of { $total }
timeline-cancel-upload = Cancel upload
timeline-copy-code = Copy code
timeline-copy-latex = Copy LaTeX
timeline-formula = Formula
timeline-copied = Copied
timeline-code-all = Show all { $count } lines
timeline-code-fewer = Show fewer
timeline-table = Table
timeline-spoiler = Spoiler, press to show
timeline-spoiler-about = Spoiler: { $reason }, press to show

timeline-kind-image = Picture
timeline-kind-gallery = { $count ->
    [one] One file
   *[other] { $count } files
}
timeline-gallery = Several files
timeline-gallery-more = { $count ->
    [one] One more file is not shown.
   *[other] { $count } more files are not shown.
}
timeline-kind-video = Video
timeline-kind-audio = Audio
timeline-kind-voice = Voice message
timeline-kind-file = File
timeline-kind-sticker = Sticker
timeline-kind-location = Location
timeline-kind-poll = Poll
timeline-kind-invite = Invitation
timeline-kind-undecryptable = Message that cannot be decrypted
timeline-kind-unknown = Event of an unknown kind
timeline-open-picture = Open { $name }
timeline-show = Show
timeline-show-media = Show { $name }
timeline-hide-media = Hide on this device
timeline-gif = GIF
timeline-play = Play { $name }
timeline-play-voice = Play voice message
timeline-pause = Pause
timeline-seek = Position
timeline-speed = Speed { $speed }
timeline-download = Download { $name }
timeline-download-again = Try to download { $name } again
timeline-downloading = Downloading { $name }
timeline-cancel-download = Cancel the download of { $name }
timeline-download-failed = The file could not be downloaded.
timeline-media-failed = This could not be loaded
timeline-media-too-large = Too large to be shown
timeline-bytes =
    { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
timeline-open-map = Open map
timeline-location = A place
timeline-location-of = Where { $name } is
timeline-location-broken = Its coordinates cannot be read.
timeline-maps-always = Always show maps
timeline-preview-told = Preview by the sender
timeline-poll-votes =
    { $count ->
        [one] { $count } vote
       *[other] { $count } votes
    }
timeline-poll-share =
    { $count ->
        [one] { $count } vote, { $percent }%
       *[other] { $count } votes, { $percent }%
    }
timeline-poll-voters = Chosen by { $who }
timeline-poll-own = Your vote
timeline-poll-won = Most votes
timeline-poll-final = Final result
timeline-poll-at-end = The result is shown when the poll ends
timeline-poll-most = Choose up to { $count }
timeline-poll-any = Choose as many as you like
timeline-poll-take-back = Take my vote back
timeline-poll-edit = Edit poll
timeline-poll-edit-go = Save
timeline-poll-end = End poll
timeline-poll-end-title = End this poll?
timeline-poll-end-text = Nobody can vote any more then, and all see the final result. A poll that has ended stays ended.
timeline-poll-end-not = Let it go on
timeline-poll-ended-text = The poll has ended: { $question }
timeline-call = Call started
timeline-redacted = Message deleted
timeline-redacted-by = Message deleted by { $name }
timeline-unknown = This kind of event cannot be shown here ({ $kind }).
timeline-broken = This event is damaged and cannot be shown ({ $kind }).

timeline-undecryptable-waiting = This message cannot be read yet: its key has not come. It appears by itself when it does.
timeline-undecryptable-no-backup = Sent before you signed in on this device, and your keys are not stored. A file with keys from another device helps.
timeline-undecryptable-not-stored = Sent before you signed in on this device, and its key has not come from your key storage. A file with keys from another device helps.
timeline-undecryptable-unverified = Sent before you signed in on this device. Its key may come once you have confirmed that it is you.
timeline-undecryptable-before-joining = Sent before you were in this room. Its key was not shared with you.
timeline-undecryptable-withheld-unverified = The sender gives keys only to devices that are verified.
timeline-undecryptable-shut-out = The sender has excluded this device from their messages.
timeline-undecryptable-not-reached = The sender’s device could not reach this one with the key. Ask them to send the message again.
timeline-undecryptable-withheld = The sender did not share the key of this message.
timeline-undecryptable-changed = The sender’s identity has changed since you verified them, so the message is not shown. Verify them again on their page.
timeline-undecryptable-not-confirmed = Sent from a device that the sender has not confirmed as theirs, so the message is not shown.
timeline-undecryptable-unknown-device = Sent from a device that nobody knows, so the message is not shown.
timeline-undecryptable-malformed = This message is damaged and cannot be decrypted.
timeline-undecryptable-settings = Look at my keys
timeline-shield-clear = Not encrypted
timeline-shield-shared = { $name } has shared the key of this message with you. Who wrote it cannot be checked.
timeline-shield-unknown-device = Encrypted by a device that is unknown or was deleted
timeline-shield-unsigned-device = Encrypted by a device that its owner has not verified
timeline-shield-unverified = Encrypted by a person you have not verified
timeline-shield-violation = You had verified the sender, which no longer holds: there is a new identity since
timeline-shield-authenticity = It cannot be guaranteed on this device that this message is genuine
timeline-shield-mismatched = The sender of this message is not the owner of the device that encrypted it

timeline-fold = Show less
timeline-unfold = Show all
timeline-run-joined = { $who } joined
timeline-run-left = { $who } left
timeline-run-invited =
    { $people ->
        [one] { $who } was invited
       *[other] { $who } were invited
    }
timeline-run-removed =
    { $people ->
        [one] { $who } was removed
       *[other] { $who } were removed
    }
timeline-run-profile =
    { $people ->
        [one] { $who } changed their profile
       *[other] { $who } changed their profiles
    }
timeline-run-room =
    { $count ->
        [one] one change to the room
       *[other] { $count } changes to the room
    }
timeline-run-verification = verification with { $who }
timeline-run-others =
    { $count ->
        [one] one other
       *[other] { $count } others
    }
timeline-state-joined = { $subject } joined the room
timeline-state-left = { $subject } left the room
timeline-state-invited = { $name } invited { $subject }
timeline-state-invitation-accepted = { $subject } accepted the invitation
timeline-state-invitation-rejected = { $subject } declined the invitation
timeline-state-invitation-revoked = { $name } took back the invitation of { $subject }
timeline-state-kicked = { $name } removed { $subject } from the room
timeline-state-banned = { $name } banned { $subject }
timeline-state-kicked-and-banned = { $name } removed and banned { $subject }
timeline-state-unbanned = { $name } lifted the ban of { $subject }
timeline-state-knocked = { $subject } asked to join
timeline-state-knock-accepted = { $name } let { $subject } in
timeline-state-knock-denied = { $name } did not let { $subject } in
timeline-state-knock-retracted = { $subject } no longer asks to join
timeline-state-member-unknown = Something changed about the membership of { $subject }
timeline-state-renamed = { $from } is now called { $to }
timeline-state-named-self = { $name } is now called { $to }
timeline-state-name-removed = { $name } removed their display name
timeline-state-avatar = { $name } changed their picture
timeline-state-avatar-removed = { $name } removed their picture
timeline-state-created = { $name } created the room
timeline-state-room-name = { $name } named the room “{ $to }”
timeline-state-room-name-removed = { $name } removed the name of the room
timeline-state-topic = { $name } changed the topic to “{ $to }”
timeline-state-topic-removed = { $name } removed the topic
timeline-state-room-avatar = { $name } changed the picture of the room
timeline-state-room-avatar-removed = { $name } removed the picture of the room
timeline-state-alias = { $name } gave the room the address { $to }
timeline-state-alias-removed = { $name } removed the address of the room
timeline-state-encrypted = { $name } turned on end-to-end encryption
timeline-state-join-public = { $name } opened the room to everyone
timeline-state-join-invite = { $name } made the room open by invitation only
timeline-state-join-knock = { $name } lets people ask to join
timeline-state-join-restricted = { $name } opened the room to members of certain spaces
timeline-state-join-knock-restricted = { $name } opened the room to members of certain spaces, and lets others ask to join
timeline-state-join-other = { $name } changed who may join
timeline-state-history-world = { $name } lets anyone read the history
timeline-state-history-shared = { $name } lets members read all of the history
timeline-state-history-invited = { $name } lets members read the history from their invitation on
timeline-state-history-joined = { $name } lets members read the history from their joining on
timeline-state-history-other = { $name } changed who may read the history
timeline-state-guests-allowed = { $name } lets guests in
timeline-state-guests-refused = { $name } keeps guests out
timeline-state-powers = { $name } changed what people may do here
timeline-state-power-levels = { $name } changed roles: { $changes }
timeline-power-admin = { $name } is now an admin
timeline-power-moderator = { $name } is now a moderator
timeline-power-member = { $name } is now an ordinary member
timeline-power-level = { $name } now has level { $level }
timeline-state-pinned =
    { $count ->
        [one] { $name } changed the pinned messages: one is pinned
       *[other] { $name } changed the pinned messages: { $count } are pinned
    }
timeline-state-unpinned = { $name } unpinned all messages
timeline-state-upgraded = { $name } replaced this room with a new one
timeline-state-server-acl = { $name } changed which servers may take part
timeline-state-third-party-invite = { $name } invited { $subject }
timeline-state-space-added = { $name } linked a space
timeline-state-space-removed = { $name } unlinked a space
timeline-state-verify-asked = { $name } asked to verify each other
timeline-state-verify-accepted = { $name } accepted the verification
timeline-state-verify-done = { $name } has finished the verification
timeline-state-verify-cancelled = { $name } cancelled the verification
timeline-state-verify-timed-out = The verification took too long
timeline-state-verify-mismatch = What { $name } compared in the verification did not match
timeline-state-other = { $name } changed the room ({ $kind })

### Media viewer

media-viewer-title = Picture { $at } of { $count }
media-viewer-close = Close
media-viewer-download = Download { $name }
media-viewer-zoom-in = Zoom in
media-viewer-zoom-out = Zoom out
media-viewer-turn = Turn by a quarter
media-viewer-fit = Fit to screen
media-viewer-next = Next picture
media-viewer-previous = Previous picture
media-viewer-failed = The picture could not be loaded
media-viewer-too-large = This picture has too many pixels to be shown. It can be downloaded.
media-viewer-retry = Try again
media-viewer-loading = Loading the picture
media-viewer-document-loading = Loading the file
media-viewer-document-failed = The file could not be loaded
media-viewer-page = Page { $at } of { $count }
media-viewer-page-name = Page { $at }
media-viewer-page-failed = This page cannot be shown.
media-viewer-pdf-locked = This PDF is protected by a password. Save it to open it elsewhere.
media-viewer-pdf-broken = This is no PDF, or it is damaged.
media-viewer-pdf-slow = This PDF takes too long to be drawn. Save it to open it elsewhere.
media-viewer-pdf-gone = What shows PDFs could not be loaded. Try again when you are online.
media-viewer-text-large = This text is too large to be shown here. Save it to open it elsewhere.
media-viewer-text-none = This file is no text.

### First run

first-run-title = You are in, { $name }
first-run-lead = This is your address on Matrix. Give it to anyone, on any server, who wants to write to you.
first-run-copy = Copy
first-run-copied = Copied
first-run-rooms = Good places to begin
first-run-join = Join
first-run-join-room = Join { $room }
first-run-open = Open
first-run-open-room = Open { $room }
first-run-again = Try again
first-run-close = Close

### User

user-looking = Looking for this person
user-back = Back
user-nobody-title = Nobody of this name
user-nobody-text = Their server knows no such person. The link may be wrong.
user-failed-title = This person cannot be looked up now
user-again = Try again
user-write = Send a message
user-write-failed = The chat could not be opened
user-copy = Copy address
user-report = Report
user-copied = Copied
user-share = Share
user-purge-title = In which room?
user-purge-go = Go on
user-share-title = Share { $name }

### Shell

shell-no-room-title = Choose a room
shell-no-room-text = Pick one from the list, or filter by typing.
connection-offline = You are offline. Messages are sent when you are back.
connection-unreachable = The server cannot be reached. Messages are sent when it is back.
connection-server = The server has trouble. It is tried again by itself.
connection-connecting = Connecting…
connection-restarting = Starting again after a fault…
connection-new-version = There is a new version.
connection-reload = Reload
connection-try-now = Try now
account-of = Account of { $name }
account-copy = Copy { $handle }
account-copied = Your address was copied.
account-settings = Settings
account-log-out = Log out
account-log-out-title = Log out?
account-log-out-text = Messages and keys on this device are deleted. Encrypted messages can be read again only with another device of yours or your recovery key.
account-cancel = Cancel
settings-title = Settings
settings-sections = Sections
settings-appearance = Appearance
settings-messages = Messages
settings-privacy = Privacy
settings-layout = Message layout
settings-layout-modern = Modern
settings-layout-bubbles = Bubbles
settings-layout-compact = Compact
settings-theme = Theme
settings-theme-system = As the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-text-size = Text size
settings-text-size-small = Small
settings-text-size-normal = Normal
settings-text-size-large = Large
settings-text-size-larger = Larger
settings-text-size-largest = Largest
settings-hours = Time of day
settings-hours-system = As in your region
settings-hours-twelve = 12 hours
settings-hours-twenty-four = 24 hours
settings-language = Language
settings-ctrl-enter = Send with Ctrl+Enter
settings-ctrl-enter-hint = Enter alone then begins a new line. On a Mac it is ⌘+Enter.
settings-rich-text = Show formatting while writing
settings-rich-text-hint = Bold is bold in the field, and lists are lists. Otherwise you write Markdown.
settings-spell-check = Mark spelling mistakes while I write
settings-surround = Put marks around what is selected
settings-surround-hint = Typing *, _, (, [ or a quotation mark over selected words keeps the words.
settings-emoticons = Send :) as 🙂
settings-emoticons-hint = Also :(, ;), :D, <3 and others, where they stand alone.
settings-mention-colon = A colon after whom I name first
settings-links = Open Matrix links here
settings-links-hint = The browser asks whether links that begin with matrix: shall be opened in Protium.
settings-links-go = Ask the browser
settings-undo-send = Undo sending
settings-undo-send-off = Off
settings-undo-send-seconds = { $seconds } seconds
settings-show-typing = Show when others are typing
settings-joins = Show who joins and leaves
settings-profiles = Show changes of names and pictures
settings-hidden-hint = A room can differ: its menu has the same choice.
settings-autoplay = Play GIFs by themselves
settings-autoplay-hint = Otherwise they play when you open them. Where your system asks for less motion, they stand still anyway.
settings-effects = Play effects
settings-effects-hint = Confetti, snow and the like, when a new message brings them. Where your system asks for less motion, none play.
settings-send-previews = Send previews of links along
settings-send-previews-hint = While you write a link, your server is asked what stands behind it; not in rooms without link previews.
settings-maps = Always show maps
settings-maps-hint = The server of the map learns which places you look at.
settings-media-tab = Media
settings-media = Show pictures and videos
settings-media-on = Everywhere
settings-media-private = In private rooms
settings-media-off = Nowhere
settings-media-hint = What is not shown is not loaded either, until you want to see it. Your other devices follow this; a room can differ: its menu has the choice.
settings-invite-avatars = Show the pictures of invitations
settings-invite-avatars-hint = The picture of a room or person that you do not know yet. Your other devices follow this.
settings-picture-size = Size of pictures
settings-picture-size-small = Small
settings-picture-size-normal = Normal
settings-picture-size-large = Large
settings-play-next = Play voice messages one after the other
settings-play-next-hint = When one ends, the one right after it begins.
settings-kept-label = Pictures and files on this device
settings-kept-looking = Looking how much is kept on this device …
settings-kept = Pictures and files kept on this device: { $kept } of { $most }
settings-kept-unknown = Up to { $most } of pictures and files are kept on this device.
settings-kept-all = Everything that is stored here takes { $used }; the browser allows { $most }.
settings-kept-clear = Delete them
settings-not-changed = This could not be changed: { $reason }
settings-public-receipts = Let others see what you have read
settings-public-receipts-hint = Switched off, only your own devices hear of it. What others know already, they keep.
settings-send-typing = Let others see when you are typing
settings-here = These settings are for this browser.
settings-build = Version { $build }

### Emoji

emoji-recent = Often used
emoji-title = Emoji
emoji-search = Search emoji
emoji-groups = Groups
emoji-loading = Loading emoji
emoji-failed = The emoji could not be loaded. Try again when you are online.
emoji-none = No emoji has a name like that
emoji-tone = Skin tone
emoji-tone-none = Yellow
emoji-tone-light = Light
emoji-tone-medium-light = Medium light
emoji-tone-medium = Medium
emoji-tone-medium-dark = Medium dark
emoji-tone-dark = Dark

### Threads

thread-title = Thread
thread-menu = Thread options
thread-copy-link = Copy link to the thread
thread-show-in-room = Show in the room
thread-new-tab = Open in a new tab
thread-follow = Follow this thread
thread-unfollow = Stop following this thread
thread-not-followed = That was not possible. { $reason }
side-back = Back
side-close = Close
side-looking = Looking further back
side-again = Try again
side-further = Look further back
files-title = Files
files-all = All
files-pictures = Pictures
files-audio = Audio
files-other = Others
files-kinds = Kinds of files
files-none = No files were sent here.
polls-title = Polls
polls-all = All
polls-running = Running
polls-ended = Ended
polls-running-one = Running
polls-ended-one = Ended
polls-kinds = Which polls
polls-none = Nobody has asked anything here with a poll.
thread-list-title = Threads
thread-list-open = Threads
thread-list-open-unread = Threads, with something unread
thread-list-open-mention = Threads, with a mention of you
thread-list-loading = Loading threads
thread-list-empty = Nobody has begun a thread here. With “Reply in thread” on a message you begin one.
thread-list-empty-own = You have not written in any thread here.
thread-list-again = Try again
thread-filter = Which threads
thread-filter-all = All
thread-filter-own = With me
saved-title = Saved messages
saved-open-due =
    { $count ->
        [one] Saved messages, { $count } reminder due
       *[other] Saved messages, { $count } reminders due
    }
saved-back = Back to the rooms
saved-filters = Which messages
saved-all = All
saved-planned = With reminder
saved-due = Due
saved-loading = Loading saved messages
saved-none = Nothing is saved. “Save for later” in the menu of a message puts it here.
saved-none-such = There is none of these.
saved-edit = Change note and reminder
saved-remove = Remove from the saved messages
saved-remind = Reminder: { $when }
saved-was-due = Was due: { $when }
saved-reminder = Reminder: { $words } ({ $room })
saved-reminder-bare = Reminder of a message in { $room }
saved-reminder-title = Reminder
saved-reminder-open = Show
save-title = Save for later
save-change-title = Saved message
save-note = Note (optional)
save-remind = Reminder
save-remind-never = None
save-remind-hour = In an hour
save-remind-tomorrow = Tomorrow
save-remind-own = Choose…
save-where = Saved messages are kept in this browser, encrypted.
save-past = This moment has passed. Choose a later one.
save-full = It does not fit. A note may have { $letters } letters; if yours is shorter, remove some of the saved messages first.
save-saved = The message is saved.
save-saved-reminder = The message is saved. You will be reminded on { $when }.
save-removed = The message is no longer saved.
save-remove = Remove
save-go = Save
save-cancel = Cancel
thread-activity = What is new in threads
thread-activity-unread = { $count ->
    [one] What is new in threads: 1 thread
   *[other] What is new in threads: { $count } threads
}
thread-activity-none = Nothing is new in threads
thread-mark-all-read = Mark all as read
thread-not-marked = The threads were not marked as read. { $reason }
thread-unread =
    { $count ->
        [one] { $count } unread reply
       *[other] { $count } unread replies
    }

# Packs of emoji and stickers

packs-own = My pack
packs-unnamed = Pack without a name
packs-packs = Packs
packs-loading = Loading packs
packs-show-all = Show all { $count }
packs-left-out =
    { $count ->
        [one] One more picture is in this pack than can be shown.
       *[other] { $count } more pictures are in this pack than can be shown.
    }
packs-title = Emoji and stickers
packs-room-title = Emoji and stickers of { $room }
packs-close = Close
packs-own-hint = Pictures that you can use in every room: as emoji between words, as reactions, or as stickers.
packs-name = Name of the pack
packs-rename = Save name
packs-add = Add pictures
packs-empty = There are no pictures in this pack yet.
packs-pictures = Pictures
packs-shortcode = Name of { $name }
packs-shortcode-invalid = Use letters, digits, _, - and + only.
packs-shortcode-taken = Another picture has this name.
packs-emoji = Emoji
packs-sticker = Sticker
packs-remove = Remove { $name }
packs-failed = That did not work. { $reason }
packs-adding = Adding { $name }
packs-not-added = { $name } was not added. { $reason }
packs-again = Try again
packs-dismiss = Dismiss
packs-rooms = Packs of rooms
packs-rooms-empty = No room’s pack is used in all rooms. You find the packs of a room in its menu, under “Emoji and stickers”.
packs-room-empty = This room has no packs.
packs-of-room = In { $room }
packs-everywhere = Use in all rooms
packs-everywhere-named = Use { $pack } in all rooms
packs-count =
    { $count ->
        [one] One picture
       *[other] { $count } pictures
    }
packs-take = Put { $name } into my pack
packs-take-hint = Choose a picture to put it into your own pack.
packs-taken = { $name } is in your pack now.
packs-change = Change this pack
packs-delete = Delete pack
packs-delete-sure = Delete it for everybody in the room?
packs-delete-keep = Keep it
packs-new = Name of a new pack
packs-create = Create pack
stickers-title = Stickers
stickers-search = Search stickers
stickers-none = No sticker has a name like that
stickers-empty = There are no stickers here yet. Add some in the settings, under “Emoji and stickers”.

### Locations
location-title = Send a location
location-close = Close
location-cancel = Cancel
location-go = Send
location-find = Use my location
location-typed = Place
location-typed-hint = Coordinates such as 52.5163, 13.3777, or a link to a map
location-note = What is there (optional)
location-unreadable = No place can be read from this.
location-show-map = Show on map
location-map = Map
location-pin = The place
location-zoom-in = Zoom in
location-zoom-out = Zoom out
location-attribution = Where the map comes from
location-scroll-ctrl = Hold Ctrl while scrolling to zoom
location-scroll-cmd = Hold ⌘ while scrolling to zoom
location-two-fingers = Move the map with two fingers
location-map-loading = The map is loading
location-map-failed = The map could not be loaded.
location-map-again = Try again
location-about = { $place }, within { $metres } m
location-about-km = { $place }, within { $kilometres } km
location-body = Location: { $place }
location-body-own = My location: { $place }
location-denied = This page may not know where you are. You can allow it in the browser’s settings, or enter the place.
location-unknown = The device does not know where it is.
location-too-late = The device did not find out in time where it is.
location-unsupported = This browser cannot tell where you are.
location-not-sent = The location was not sent. { $reason }

### Keys, the recovery key, key storage
settings-encryption = Encryption
keys-title = Recovery key
keys-offer-title = Keep your messages readable
keys-offer-text = With a recovery key you can read your encrypted messages again if you lose this device or sign in somewhere else. Nobody else has it, not even your server.
keys-make = Create a recovery key
keys-make-another = Create another one
keys-set-up = Set up a recovery key
keys-change = Change
keys-enter = Enter it
keys-later = Later
keys-note = A recovery key brings your encrypted messages back on any device.
keys-change-text = You get a new recovery key. The one you have now will not open anything any more.
keys-unsaved-text = A recovery key was created, but you have not said that you saved it. If you did not, create another one.
keys-advice = Keep it where you keep your passwords. It is not shown again.
keys-copy = Copy
keys-copied = Copied.
keys-not-copied = The browser did not let us copy. Select the key and copy it yourself.
keys-download = Download
keys-downloaded = The file is in your downloads.
keys-print = Print
keys-file =
    Recovery key of { $user }

    { $key }

    It opens your encrypted messages. Give it to nobody.
keys-saved = I have saved my recovery key
keys-finish = Done
keys-done = Your recovery key is set up.
keys-made-elsewhere = A recovery key was created in another tab or on another device a moment ago.
keys-confirm-first = Confirm first that it is you, then you can create a recovery key.
keys-replaces = Keys are stored on your server that this device cannot open. If you go on, they are deleted, and messages that only they open stay unreadable. Do you have another device that can read them? Then confirm this one with it first.
keys-replace-go = Delete them and go on
keys-entry = Recovery key or passphrase
keys-entry-hint = Spaces do not matter. If you once chose a passphrase instead, it works here too.
keys-reveal = Show what I type
keys-type-it = Type your recovery key here.
keys-wrong = That is not the recovery key of this account. Look for mistakes in typing, and whether there is a newer one.
keys-opens-nothing = The key fits, but what it should open belongs to an identity that this account no longer has.
keys-none-there = This account has no recovery key.
keys-restoring = Old messages are coming in: { $done } of { $all } rooms
keys-restoring-label = Old messages are coming in
keys-restored = Your old messages are here.
keys-known-last = Below is what was known last.
keys-look-again = Try again
keys-looking = Looking at your keys …
keys-device = This device
keys-device-verified = Verified: your other devices and other people can trust it.
keys-device-unverified = Not verified: it cannot read old encrypted messages, and other people are warned.
keys-device-unknown = Whether it is verified is not known yet.
keys-recovery-unknown = Whether you have one is not known yet.
keys-recovery-missing = You have none. Without it, and without another device, your encrypted messages are lost if you lose this device.
keys-recovery-ready = You have one. It brings your encrypted messages back on any device.
keys-recovery-incomplete = You have one, and this device does not have everything that it opens.
confirm-title = Confirm it is you
confirm-lead = This device is new to your account. Once you have confirmed that it is you, it can read your old encrypted messages, and other people can trust it.
confirm-note = Until then, this device cannot read your old encrypted messages.
confirm-go = Confirm
confirm-by-device = With another device
confirm-by-device-hint = Accept the request where you are signed in already, and compare what both devices show.
confirm-by-key = With your recovery key
confirm-no-key = This account has no recovery key.
confirm-done = Confirmed. Your old messages are coming in.
leftovers-title = Left by Element
leftovers-note = Element was used at this address before, and its data is still in this browser.
leftovers-go = Delete …
leftovers-keep = Keep it
leftovers-question = Delete what Element left?
leftovers-what = It takes room, and holds messages and keys that others could find on this device. It is not needed here: this device is confirmed, and your old messages are here.
leftovers-still-used = If you still use Element at this address, you are signed out there.
leftovers-keys = Messages that you cannot read here, because their keys were never stored, cannot be read with Element any more either.
leftovers-device = The device that was signed in with Element stays in your list of devices until you sign it out there.
leftovers-not-now = Not now
leftovers-delete = Delete it
leftovers-gone = What Element left was deleted.
leftovers-held = Not everything is gone yet: Element is open in another tab. Close it, then delete once more.
key-storage-title = Key storage
key-storage-switch = Store my keys on the server
key-storage-hint = They are encrypted: only your recovery key and your verified devices can open them.
key-storage-storing = Keys are being stored: { $done } of { $all }
key-storage-storing-label = Keys are being stored
device-rules-title = Devices that nobody vouches for
device-rules-verified = Never send to unverified devices
device-rules-verified-hint = What you write can be read by people whom you have verified, and on your own verified devices. Everybody else sees that there is a message, and not what it says.
device-rules-secure = Exclude insecure devices
device-rules-secure-hint = Devices that their owner has not verified get nothing from you, and what they send is not shown. For that this device has to be verified too. After a change Protium starts anew in the background, which takes a moment; what you are writing stays.
key-storage-trouble-title = Key storage needs you
key-storage-trouble-note = New keys of your messages are not being stored at the moment.
key-storage-trouble-go = Repair
key-storage-out-of-sync = This device does not have the right key for what is stored on your server. Until that is repaired, new keys are not stored.
key-storage-deleted = Another app of yours has deleted what was stored on your server. Until it is set up again, new keys are not stored.
key-storage-repair-text = With your recovery key this device connects to key storage again, or sets it up anew.
key-storage-repair-go = Repair
key-storage-repair-no-key = You have no recovery key. Create one, and key storage is set up with it.
key-storage-key-lost = I do not have it
key-storage-repaired = Key storage is in order again.
key-storage-off-title = Turn off key storage?
key-storage-off-text = What is stored on your server is deleted:
key-storage-off-history = If you sign out of all your devices or lose them, your encrypted messages cannot be read again.
key-storage-off-key = Your recovery key stops working. A new device then needs another one of yours to be confirmed.
key-storage-keep-on = Keep it on
key-storage-off-go = Turn it off
key-file-title = Keys in a file
key-file-text = A file brings the keys of your encrypted messages to another app, or keeps a copy of them.
key-file-out = Save my keys in a file
key-file-in = Take keys from a file
key-file-out-lead = Choose a passphrase for the file. Whoever has the file and the passphrase can read your encrypted messages. Other Matrix apps can open it too.
key-file-in-lead = It may come from here or from another Matrix app. Messages that its keys open become readable. Nothing is lost.
key-file-choose = Choose a file
key-file-passphrase = Passphrase of the file
key-file-again = Once more
key-file-hint = At least { $count } characters. Some words in a row are easy to remember.
key-file-weak = This is easy to guess. Take at least { $count } characters, and not always the same ones.
key-file-different = This is not what stands above.
key-file-out-go = Save
key-file-in-go = Take the keys
key-file-out-busy = Your keys are being saved
key-file-in-busy = Keys are being taken
key-file-saved =
    { $count ->
        [one] The file is in your downloads, with one key.
       *[other] The file is in your downloads, with { $count } keys.
    }
key-file-taken =
    { $count ->
        [0] Nothing new: all keys of the file were here already.
        [one] One key was taken from the file.
       *[other] { $count } keys were taken from the file.
    }
key-file-wrong = This passphrase does not open the file. Look for mistakes in typing.
key-file-damaged = This is not a file of keys, or it is damaged. Nothing was changed.
key-file-nothing = There are no keys on this device yet.
leave-title = You would lose messages
leave-no-key = You have no recovery key. If this is your only device, your encrypted messages cannot be read again after logging out.
leave-not-stored = Your keys are not stored. If this is your only device, your encrypted messages cannot be read again after logging out.
leave-on-their-way =
    { $count ->
        [one] One key is still on its way to key storage. Wait a moment before you log out.
       *[other] { $count } keys are still on their way to key storage. Wait a moment before you log out.
    }

### Devices, signing in again, the identity
reauth-title = Confirm that it is you
reauth-asking = One moment …
reauth-failed = This was not done
reauth-again = Try again
reauth-refused = Not confirmed yet
reauth-refused-text = The other window was closed, access was denied, or another account was used. It has to be { $handle }.
reauth-page = Your server { $server } wants you to sign in once more as { $handle }. That happens in a window of its own.
reauth-open = Sign in
reauth-waiting = Waiting for the other window. This goes on by itself when you are done there.
reauth-show = Show the window
reauth-confirmed = I have confirmed it
reauth-blocked = Your browser did not let a window be opened. Open the page with this link, then come back.
reauth-link = Open the page
reauth-password = Password
reauth-password-show = Show password
reauth-password-go = Confirm
identity-title = Reset your identity
identity-hint = For the case that you have neither another verified device nor your recovery key. Your devices and contacts are then verified anew.
identity-reset = Reset …
identity-dialog = Reset your identity?
identity-lost-title = This cannot be undone
identity-lost-messages = Your key storage is deleted. Old encrypted messages that only it could open stay locked, unless one of your devices still has their keys.
identity-lost-devices = All your other devices have to be verified again.
identity-lost-people = People who had verified you see that your identity has changed, and have to verify you again.
identity-kept = Your account, contacts, rooms and settings stay as they are.
identity-other-way = If you still have your recovery key, or another device that is verified, use that instead.
identity-understood = I have understood what is lost
identity-keep = Cancel
identity-go = Go on
identity-close = Done
identity-done = Your identity is new, and this device is verified.
identity-next = Now set up a new recovery key, so that this does not become necessary again.
devices-title = Devices
devices-loading = Loading your devices …
devices-failed = Your devices could not be loaded
devices-old = This list may be out of date
devices-again = Try again
devices-here = This device
devices-others = Other devices
devices-others-hint = Here you are signed in too. Sign out what you do not know or do not use any more.
devices-none = You are signed in nowhere else.
devices-none-such = None of your devices is like that.
devices-filters = Which devices are shown
devices-all = All
devices-filter-unverified = Not verified
devices-filter-unused = Not used for 90 days
devices-choose-all = Select all
devices-choose = Select { $name }
devices-this = This device
devices-verified = Verified
devices-unverified = Not verified
devices-no-encryption = Does not support encryption, so it cannot be verified
devices-browser = { $browser } on { $system }
devices-client-at = { $program }, at { $url }
devices-now = Active now
devices-seen = Last active: { $when }
devices-address = from { $address }
devices-id = Device ID: { $id }
devices-rename = Rename { $name }
devices-name = Name of the device
devices-name-hint = Others may see this name.
devices-name-save = Save
devices-name-empty = The device needs a name.
devices-name-long = The name may have up to { $most } letters.
devices-cancel = Cancel
devices-sign-out = Sign out
devices-sign-out-of = Sign out { $name }
devices-sign-out-chosen = { $count ->
    [0] Sign out the selected ones
    [one] Sign out the selected one
   *[other] Sign out the { $count } selected ones
}
devices-sign-out-others = Sign out all others
devices-sign-out-title = { $count ->
    [one] Sign out this device?
   *[other] Sign out { $count } devices?
}
devices-sign-out-text = { $count ->
    [one] It is signed out at once and gets no more messages. Its messages and keys are deleted there; encrypted messages that only it could open are lost.
   *[other] They are signed out at once and get no more messages. Their messages and keys are deleted there; encrypted messages that only they could open are lost.
}
devices-sign-out-go = Sign out
devices-signed-out = { $count ->
    [one] The device was signed out.
   *[other] { $count } devices were signed out.
}
devices-share = Tell my other devices what runs here
devices-share-hint = Name, version and address of this app are then shown in the list of devices. Your server sees them too.
new-sign-in = New sign-in
new-sign-in-title = New sign-in: { $name }. Was that you?
new-sign-in-more = { $count ->
    [one] There is another new sign-in.
   *[other] There are { $count } other new sign-ins.
}
new-sign-in-yes = Yes, it was me
new-sign-in-no = No

### Verifying devices and people

verification-verify = Verify
verification-use-other = Use another device
verification-title-plain = Verify
verification-title-own = Verify your device
verification-title = Verify { $name }
verification-close = Close
verification-cancel = Cancel
verification-again = Try again
verification-accept = Accept
verification-decline = Decline
verification-continue = Continue
verification-asked-own = Your device “{ $device }” asks to be verified together with this one.
verification-asked = { $name } ({ $user }) asks that you verify each other.
verification-asked-unnamed = { $user } asks that you verify each other.
verification-unfinished-own = You are verifying one of your devices.
verification-unfinished = You are verifying { $name }.
verification-asking = Asking
verification-not-asked = It could not be asked. { $reason }
verification-nobody = There is no verified device that could answer.
verification-accepting = Accepting
verification-requested-own = Open Protium, or the Matrix app you use, on your other device and accept there. The request waits for ten minutes.
verification-requested = { $name } has to accept now. Tell them to open their Matrix app. The request waits for ten minutes.
verification-ready-own = Have both devices in front of you. How do you want to verify?
verification-ready = Be together with { $name }, or see each other in a call, so that you know who it is. How do you want to verify?
verification-way-emoji = Compare emoji
verification-way-show = Show a QR code
verification-way-scan = Scan a QR code
verification-way-none = The two sides have no way in common. Use a newer app on the other side.
verification-another-way = Another way
verification-emoji-soon = The emoji come in a moment
verification-emoji-own = Does your other device show the same seven emoji in the same order? You have about a minute.
verification-emoji = Does { $name } see the same seven emoji in the same order? You have about a minute.
verification-emoji-list = Emoji to compare
verification-emoji-match = They match
verification-emoji-differ = They do not match
# In the order of the table of the specification, from its data-definitions/sas-emoji.json (The Matrix.org Foundation, Apache-2.0).
verification-emoji-names = Dog|Cat|Lion|Horse|Unicorn|Pig|Elephant|Rabbit|Panda|Rooster|Penguin|Turtle|Fish|Octopus|Butterfly|Flower|Tree|Cactus|Mushroom|Globe|Moon|Cloud|Fire|Banana|Apple|Strawberry|Corn|Pizza|Cake|Heart|Smiley|Robot|Hat|Glasses|Spanner|Santa|Thumbs Up|Umbrella|Hourglass|Clock|Gift|Light Bulb|Book|Pencil|Paperclip|Scissors|Lock|Key|Hammer|Telephone|Flag|Train|Bicycle|Aeroplane|Rocket|Trophy|Ball|Guitar|Trumpet|Bell|Anchor|Headphones|Folder|Pin
verification-waiting-own = Confirm it on your other device too
verification-waiting = Waiting for { $name } to confirm it too
verification-qr-own = Scan this code with your other device.
verification-qr = Let { $name } scan this code.
verification-qr-code = QR code to verify with
verification-scan-own = Point the camera at the code on your other device.
verification-scan = Point the camera at the code that { $name } shows.
verification-camera = What the camera sees
verification-camera-denied = The browser does not let Protium use the camera. Allow it in the settings of this page, or compare emoji: that needs no camera.
verification-camera-missing = No camera was found. Compare emoji: that needs no camera.
verification-camera-busy = The camera does not answer. Perhaps another program uses it. You can also compare emoji: that needs no camera.
verification-camera-unsupported = This browser gives pages no camera. Compare emoji: that needs no camera.
verification-camera-no-reader = What reads the code could not be loaded. Compare emoji, or try again when you are online.
verification-other-code = That is another code. Point the camera at the code of this verification.
verification-scanned-own = Does your other device say that the code was scanned?
verification-scanned = Does the device of { $name } say that the code was scanned?
verification-scanned-yes = Yes, it does
verification-scanned-no = No
verification-have-scanned-own = Scanned. Now confirm it on your other device.
verification-have-scanned = Scanned. Now { $name } has to confirm it.
verification-done-own = Verified. The two devices trust each other now. Older encrypted messages become readable if they were not.
verification-done = You have verified { $name }. You will be warned if their identity changes.
verification-done-close = Done
verification-declined-own = The request was declined on your other device.
verification-declined = { $name } has declined the request.
verification-cancelled-own = It was cancelled on your other device.
verification-cancelled = { $name } has cancelled.
verification-elsewhere = Another of your devices has accepted the request. Go on there.
verification-timed-out = It took too long. Nothing has changed; begin again when both sides are ready.
verification-mismatch-own = The two sides do not show the same. Nothing was verified. Perhaps it was a slip. It can also mean that somebody sits between your devices: sign out devices that you do not know, and try again over another network before you write anything confidential.
verification-mismatch = The two sides do not show the same. { $name } was not verified. Perhaps it was a slip. It can also mean that somebody sits between you: talk about it in another way, and try again over another network before you write anything confidential.
verification-simultaneous-own = It was asked for on both devices at once, so both requests were cancelled. Ask on one of them only.
verification-simultaneous = You and { $name } asked at the same time, so both requests were cancelled. Only one of you has to ask.
verification-failed = It could not be finished. Nothing has changed; you can begin again.
verification-trust-no-keys = This person has no keys that could be verified
verification-trust-verified = Verified by you
verification-trust-not = Not verified by you
verification-trust-changed = The identity has changed
verification-trust-changed-text = You had verified { $name }, and their identity is another one since. They may have begun anew. It can also be somebody else: ask them, and verify again.
verification-trust-replaced-text = The identity of { $name } is another one than before. They may have begun anew with other devices. It can also be somebody else: if in doubt, ask them.
verification-withdraw = Withdraw verification
verification-changed-label = Changed identity
verification-changed-verified = You had verified { $name } ({ $user }), which no longer holds: there is a new identity since. Nothing is sent here until you have decided.
verification-changed = The identity of { $name } ({ $user }) has changed. They may have begun anew with other devices; if in doubt, ask them.
verification-changed-more =
    { $count ->
        [one] One more person has changed.
       *[other] { $count } more people have changed.
    }
verification-changed-ok = OK

### Going on with what Element has left, on the sign-in page

sign-in-former-title = You were signed in here with Element
sign-in-former-text = You can go on as { $user } with what this browser already has: your device and its keys are kept, and nothing has to be confirmed. Element is signed out here by that.
sign-in-former-continue = Continue as { $user }
sign-in-former-anew = or sign in anew
sign-in-former-open-title = Element is still open
sign-in-former-open-text = Two programs on one device lose messages. Close Element in every tab and window of this browser, then try again.
sign-in-former-gone-title = That device has been signed out
sign-in-former-gone-text = Your server does not know it any more. Nothing was changed here. Sign in as usual.
sign-in-former-unreadable-title = What Element has left cannot be opened
sign-in-former-unreadable-text = Nothing was changed. Sign in as usual; your recovery key or another device brings your old messages back.
sign-in-former-failed-title = That did not work
