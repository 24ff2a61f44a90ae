# Texts in English for who is not signed in, and those that both UI modules show; compiled into both.
# Every key stands in every language's file (a test sees to it). Keys are kebab-case and begin with their feature.
# Numbers come as they are: use selectors for plurals.

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
failure-too-large-for = This is larger than the { $megabytes } MB that can be sent from here.
failure-unsupported = This server or browser cannot do that.
failure-storage-refused = Your browser does not let this page store anything. Allow site data for it, or leave the private window.
failure-storage-full = Your device has no room left for this page’s data.
failure-storage-unreadable = The data stored on this device cannot be read.
failure-storage-held = This page is open in another tab that does not let go of its data. Close the other tab.
failure-login-refused = The server did not accept this sign-in. It may have taken too long or been used already: start again.
failure-account-refused = This account may not sign in: it is locked or deactivated.
failure-server = The server answered with an error ({ $status } { $errcode }).
failure-distrusted = The encryption does not let this go out: something about the people in the room has changed.
failure-cancelled = There was no answer. Try again.
failure-internal = Something went wrong on our side. Try again.

### Sign-in

sign-in-welcome = Welcome to { $brand }
sign-in-lead = Private chat on { $server }.
sign-in-lead-mastodon = Private chat for people of { $server }. You sign in with your Mastodon account; there is no new password.
sign-in-looking = Asking { $server }…
sign-in-continue-with = Continue with { $provider }
sign-in-continue-sso = Continue with single sign-on
# What a Mastodon user is called, in an example.
sign-in-example-name = ada
sign-in-handle = If you are { $mastodon } on Mastodon, you are { $matrix } here.
sign-in-or = or
sign-in-password-form = Sign in with a password
sign-in-user = Username
sign-in-password = Password
sign-in-password-show = Show password
sign-in-password-empty = Fill in both fields.
sign-in-password-wrong = Username or password is wrong.
sign-in-submit = Sign in
sign-in-homeserver = Homeserver: { $server }
sign-in-server-change = Change
sign-in-server-form = Choose another homeserver
sign-in-server-label = Homeserver
sign-in-server-hint = The part of your address after the colon, such as vmst.io
sign-in-server-wrong = That is not the name of a server.
sign-in-server-use = Use this server
sign-in-server-cancel = Cancel
sign-in-try-again = Try again
sign-in-exchanging-title = Signing you in
sign-in-exchanging = Asking { $server }…
sign-in-again-title = Please sign in again
sign-in-again-lead = { $server } wants to know that you are still { $user }. Your messages on this device are kept.
sign-in-again-forget = Log out on this device instead
sign-in-unreachable-title = { $server } cannot be reached
sign-in-unreachable-text = The homeserver may be down, or your connection may be. Try again in a moment.
sign-in-slow-title = { $server } does not answer
sign-in-slow-text = The homeserver took the question, but gave no answer in ten seconds. Try again in a moment.
sign-in-not-a-homeserver-title = { $server } is not a Matrix homeserver
sign-in-not-a-homeserver-text = Something answers there, but it does not speak Matrix. Check the name of the server.
sign-in-well-known-title = { $server } is not set up correctly
sign-in-well-known-text = Its file that says where its Matrix homeserver is (/.well-known/matrix/client) is broken. Its administrators can mend it; you can only try again later.
sign-in-trouble-title = { $server } has trouble
sign-in-trouble-text = The homeserver answered with an error ({ $status }). Try again in a moment.
sign-in-no-way-title = { $server } offers no way to sign in here
sign-in-no-way-text = The homeserver has neither single sign-on nor passwords that this page could use.
sign-in-not-finished-title = You did not finish signing in
sign-in-not-finished-text = If you declined, nothing was shared. You can try again whenever you like.
sign-in-foreign-title = This sign-in was not started here
sign-in-foreign-text = The link would have signed you in to an account that you did not ask for, so it was not used. Start from this page instead.
sign-in-ended-title = You have been signed out
sign-in-ended-text = This session was ended from another device or by your server. Your messages here were deleted. Sign in again to go on.
sign-in-forgotten-title = This browser has forgotten you
sign-in-forgotten-text = It has thrown away what this page had stored, perhaps to make room. Your account is unharmed: sign in again to go on.
sign-in-refused-title = That sign-in has expired
sign-in-refused-text = The way back took more than two minutes, or the sign-in was already used. Please try again.
sign-in-account-title = This account may not sign in
sign-in-account-text = It is locked or deactivated. The people who run your server can tell you more.
sign-in-failed-title = Signing in did not work

### Error page

error-page-log = What the engine noted
error-page-log-copy = Copy log
error-page-log-copied = Copied

### Configuration

config-title = This site is not set up correctly
config-broken = { $file }: { $reason }
config-missing = The file config.json could not be loaded ({ $status }). Check your connection, and load the page again.
config-not-json = this is not valid JSON ({ $reason }).
config-not-an-object = the file must hold an object, in braces.
config-no-homeserver = no homeserver is named: default_server_config or default_server_name is missing.
config-wants-text = { $key } must be a text.
config-wants-boolean = { $key } must be true or false.
config-wants-object = { $key } must be an object, in braces.
config-wants-list = { $key } must be a list, in brackets.
config-wants-address = { $key } must be an address that begins with https:// or http://.
config-wants-server-name = { $key } must be the name of a server, such as vmst.io.

### Shell

shell-close = Close
shell-dismiss = Dismiss
shell-reload = Load again
shell-try-again = Try again
storage-title = Your messages on this device cannot be opened
storage-sign-in-anew = Delete them here and sign in anew
stopped-title = Something keeps going wrong
stopped-text = The part of this page that talks to your homeserver stopped three times in a minute, or could not be started. Nothing that was sent is lost.
stopped-try-again = Try again
stopped-without-room = Start without this room
elsewhere-title = Open in another tab
elsewhere-text = In this browser, only one tab at a time can be used.
elsewhere-use-here = Use it here
