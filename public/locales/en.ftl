# Texts in English; compiled into the interface. Every key stands in every language's file (a test sees to it).
# Keys are kebab-case and begin with their feature. Numbers come as they are: use selectors for plurals.

### Failures

failure-with-incident = { $sentence } (Incident { $incident })
failure-offline = The server cannot be reached. Check your connection.
failure-timeout = The server took too long to answer. Try again.
failure-rate-limited = That was too often in a short time. Wait a moment, then try again.
failure-rate-limited-for =
    { $seconds ->
        [one] That was too often in a short time. Try again in a second.
       *[other] That was too often in a short time. Try again in { $seconds } seconds.
    }
failure-session-ended = You have been signed out on this device.
failure-session-ended-softly = Please sign in again to go on.
failure-not-signed-in = You are not signed in.
failure-forbidden = You are not allowed to do that here.
failure-not-found = That does not exist, or you cannot see it.
failure-invalid = The server does not accept this value ({ $field }).
failure-too-large = This is larger than the server accepts.
failure-too-large-for = This is larger than the { $megabytes } MB that the server accepts.
failure-unsupported = This server or browser cannot do that.
failure-storage-refused = Your browser does not let this page store anything. Allow site data for it, or leave the private window.
failure-storage-full = Your device has no room left for this page’s data.
failure-storage-unreadable = The data stored on this device cannot be read.
failure-storage-held = This page is open in another tab that does not let go of its data. Close the other tab.
failure-login-refused = The server did not accept this sign-in. It may have taken too long or been used already: start again.
failure-account-refused = This account may not sign in: it is locked or deactivated.
failure-server = The server answered with an error ({ $status } { $errcode }).
failure-cancelled = Cancelled.
failure-internal = Something went wrong on our side. Try again.

### Spaces

spaces-title = Spaces
spaces-all = All rooms

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
room-list-encrypted = Encrypted
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
room-list-accept = Accept
room-list-accept-room = Accept the invitation to { $room }
room-list-decline = Decline
room-list-decline-room = Decline the invitation to { $room }
room-list-you = You
room-list-sender = { $name }:{" "}
room-list-emote = * { $name } { $text }
room-list-image = Picture
room-list-video = Video
room-list-audio = Audio
room-list-voice = Voice message
room-list-file = File
room-list-sticker = Sticker
room-list-location = Location
room-list-poll = Poll
room-list-call = Call
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
room-list-empty-all = No rooms yet. Open a link to a room, or ask somebody to invite you.
room-list-empty-space = There is no room of yours in this space.
room-list-empty-unread = You have read everything.
room-list-empty-people = No chats with one person yet.
room-list-empty-rooms = No rooms yet.
room-list-empty-query = No room here has “{ $query }” in its name.
room-list-back-to-all = Show all rooms
room-list-broken = The list of rooms could not be loaded.

### Room

room-page = Conversation
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
room-link-copied = Link copied
room-link-not-copied = The browser did not let the link be copied
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
room-failed-leave = You could not leave. { $reason }

### Composer

composer-label = Message { $room }
composer-form = Write a message
composer-send = Send
composer-attach = Attach files
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
composer-attachments = Attachments
composer-remove = Remove { $name }
composer-sending = Sending…
composer-file-sending = Sending { $name }
composer-drop = Drop files to attach them
composer-may-not = You may not write in this room.
composer-replaced = This room was replaced; nobody can write here any more.
composer-not-sent = The message was not sent; it is back in the field. { $reason }
composer-file-not-sent = { $name } was not sent. { $reason }
composer-dismiss = Dismiss
composer-size-bytes =
    { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
composer-size-kb = { $number } KB
composer-size-mb = { $number } MB
composer-size-gb = { $number } GB
