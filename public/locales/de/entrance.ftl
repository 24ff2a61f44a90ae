# Texte auf Deutsch für alle, die nicht angemeldet sind, und solche, die beide Module zeigen.
# Jeder Schlüssel steht in der Datei jeder Sprache (ein Test achtet darauf).

### Failures

failure-with-incident = { $sentence } (Vorfall { $incident })
failure-offline = Der Server ist nicht erreichbar. Prüfe deine Verbindung.
failure-timeout = Der Server hat zu lange nicht geantwortet. Versuch es noch einmal.
failure-rate-limited = Das war zu oft in kurzer Zeit. Warte einen Moment und versuch es dann noch einmal.
failure-rate-limited-for =
    { $seconds ->
        [one] Das war zu oft in kurzer Zeit. Versuch es in einer Sekunde noch einmal.
       *[other] Das war zu oft in kurzer Zeit. Versuch es in { $seconds } Sekunden noch einmal.
    }
failure-session-ended = Du wurdest auf diesem Gerät abgemeldet.
failure-session-ended-softly = Bitte melde dich noch einmal an.
failure-not-signed-in = Du bist nicht angemeldet.
failure-forbidden = Das darfst du hier nicht.
failure-not-found = Das gibt es nicht, oder du kannst es nicht sehen.
failure-invalid = Der Server nimmt diesen Wert nicht an ({ $field }).
failure-too-large = Das ist größer, als der Server annimmt.
failure-too-large-for = Das ist größer als die { $megabytes } MB, die sich von hier senden lassen.
failure-unsupported = Dieser Server oder Browser kann das nicht.
failure-storage-refused = Dein Browser lässt diese Seite nichts speichern. Erlaube ihr Websitedaten oder verlass das private Fenster.
failure-storage-full = Auf deinem Gerät ist kein Platz mehr für die Daten dieser Seite.
failure-storage-unreadable = Die auf diesem Gerät gespeicherten Daten lassen sich nicht lesen.
failure-storage-held = Diese Seite ist in einem anderen Tab offen, der ihre Daten nicht freigibt. Schließ den anderen Tab.
failure-login-refused = Der Server hat diese Anmeldung nicht angenommen. Vielleicht hat sie zu lange gedauert oder war schon benutzt: Fang noch einmal an.
failure-account-refused = Dieses Konto darf sich nicht anmelden: Es ist gesperrt oder stillgelegt.
failure-server = Der Server hat mit einem Fehler geantwortet ({ $status } { $errcode }).
failure-distrusted = Die Verschlüsselung lässt das nicht hinaus: Bei den Leuten im Raum hat sich etwas geändert.
failure-cancelled = Es kam keine Antwort. Versuch es noch einmal.
failure-internal = Bei uns ist etwas schiefgegangen. Versuch es noch einmal.

### Sign-in

sign-in-welcome = Willkommen bei { $brand }
sign-in-lead = Vertraulich schreiben auf { $server }.
sign-in-lead-mastodon = Vertraulich schreiben mit den Leuten von { $server }. Du meldest dich mit deinem Mastodon-Konto an; ein neues Passwort gibt es nicht.
sign-in-looking = { $server } wird gefragt …
sign-in-continue-with = Weiter mit { $provider }
sign-in-continue-sso = Weiter mit Einmalanmeldung
sign-in-example-name = ada
sign-in-handle = Bist du auf Mastodon { $mastodon }, dann bist du hier { $matrix }.
sign-in-or = oder
sign-in-password-form = Mit Passwort anmelden
sign-in-user = Benutzername
sign-in-password = Passwort
sign-in-password-show = Passwort zeigen
sign-in-password-empty = Füll beide Felder aus.
sign-in-password-wrong = Benutzername oder Passwort ist falsch.
sign-in-submit = Anmelden
sign-in-homeserver = Server: { $server }
sign-in-server-change = Ändern
sign-in-server-form = Anderen Server wählen
sign-in-server-label = Server
sign-in-server-hint = Der Teil deiner Adresse nach dem Doppelpunkt, etwa vmst.io
sign-in-server-wrong = Das ist kein Name eines Servers.
sign-in-server-use = Diesen Server nehmen
sign-in-server-cancel = Abbrechen
sign-in-try-again = Noch einmal versuchen
sign-in-exchanging-title = Du wirst angemeldet
sign-in-exchanging = { $server } wird gefragt …
sign-in-again-title = Bitte melde dich noch einmal an
sign-in-again-lead = { $server } möchte wissen, ob du noch { $user } bist. Deine Nachrichten auf diesem Gerät bleiben.
sign-in-again-forget = Stattdessen auf diesem Gerät abmelden
sign-in-unreachable-title = { $server } ist nicht erreichbar
sign-in-unreachable-text = Vielleicht ist der Server ausgefallen, vielleicht deine Verbindung. Versuch es gleich noch einmal.
sign-in-slow-title = { $server } antwortet nicht
sign-in-slow-text = Der Server hat die Frage angenommen, aber zehn Sekunden lang nicht geantwortet. Versuch es gleich noch einmal.
sign-in-not-a-homeserver-title = { $server } ist kein Matrix-Server
sign-in-not-a-homeserver-text = Dort antwortet etwas, aber es spricht nicht Matrix. Prüfe den Namen des Servers.
sign-in-well-known-title = { $server } ist nicht richtig eingerichtet
sign-in-well-known-text = Die Datei, die sagt, wo der Matrix-Server steht (/.well-known/matrix/client), ist kaputt. Nur die Verwaltung des Servers kann das richten; versuch es später noch einmal.
sign-in-trouble-title = { $server } hat Schwierigkeiten
sign-in-trouble-text = Der Server hat mit einem Fehler geantwortet ({ $status }). Versuch es gleich noch einmal.
sign-in-no-way-title = { $server } bietet hier keine Anmeldung an
sign-in-no-way-text = Der Server hat weder Einmalanmeldung noch Passwörter, die diese Seite nutzen könnte.
sign-in-not-finished-title = Die Anmeldung wurde nicht beendet
sign-in-not-finished-text = Wenn du abgelehnt hast, wurde nichts geteilt. Du kannst es jederzeit noch einmal versuchen.
sign-in-foreign-title = Diese Anmeldung wurde nicht hier begonnen
sign-in-foreign-text = Der Link hätte dich bei einem Konto angemeldet, nach dem du nicht gefragt hast, und wurde deshalb nicht benutzt. Fang auf dieser Seite an.
sign-in-ended-title = Du wurdest abgemeldet
sign-in-ended-text = Diese Sitzung wurde von einem anderen Gerät oder vom Server beendet. Deine Nachrichten hier wurden gelöscht. Melde dich neu an, um weiterzumachen.
sign-in-forgotten-title = Dieser Browser hat dich vergessen
sign-in-forgotten-text = Er hat gelöscht, was diese Seite gespeichert hatte, vielleicht um Platz zu schaffen. Deinem Konto ist nichts passiert: Melde dich neu an, um weiterzumachen.
sign-in-refused-title = Diese Anmeldung ist abgelaufen
sign-in-refused-text = Der Rückweg hat länger als zwei Minuten gedauert, oder die Anmeldung war schon benutzt. Bitte versuch es noch einmal.
sign-in-account-title = Dieses Konto darf sich nicht anmelden
sign-in-account-text = Es ist gesperrt oder stillgelegt. Wer deinen Server betreibt, kann dir mehr sagen.
sign-in-failed-title = Die Anmeldung hat nicht geklappt

### Error page

error-page-log = Was der Motor notiert hat
error-page-log-copy = Protokoll kopieren
error-page-log-copied = Kopiert

### Configuration

config-title = Diese Seite ist nicht richtig eingerichtet
config-broken = { $file }: { $reason }
config-missing = Die Datei config.json konnte nicht geladen werden ({ $status }). Prüfe deine Verbindung und lade die Seite neu.
config-not-json = das ist kein gültiges JSON ({ $reason }).
config-not-an-object = die Datei muss ein Objekt in geschweiften Klammern enthalten.
config-no-homeserver = kein Server ist genannt: default_server_config oder default_server_name fehlt.
config-wants-text = { $key } muss ein Text sein.
config-wants-boolean = { $key } muss true oder false sein.
config-wants-object = { $key } muss ein Objekt in geschweiften Klammern sein.
config-wants-list = { $key } muss eine Liste in eckigen Klammern sein.
config-wants-address = { $key } muss eine Adresse sein, die mit https:// oder http:// beginnt.
config-wants-server-name = { $key } muss der Name eines Servers sein, etwa vmst.io.

### Shell

shell-close = Schließen
shell-dismiss = Ausblenden
shell-reload = Neu laden
shell-try-again = Noch einmal versuchen
storage-title = Deine Nachrichten auf diesem Gerät lassen sich nicht öffnen
storage-sign-in-anew = Hier löschen und neu anmelden
stopped-title = Etwas geht immer wieder schief
stopped-text = Der Teil dieser Seite, der mit deinem Server spricht, ist dreimal in einer Minute stehen geblieben oder ließ sich nicht starten. Nichts Gesendetes ist verloren.
stopped-try-again = Noch einmal versuchen
stopped-without-room = Ohne diesen Raum starten
elsewhere-title = In einem anderen Tab offen
elsewhere-text = In diesem Browser kann immer nur ein Tab benutzt werden.
elsewhere-use-here = Hier benutzen
