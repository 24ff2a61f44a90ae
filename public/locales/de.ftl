# Texte auf Deutsch. Jeder Schlüssel steht in der Datei jeder Sprache (ein Test achtet darauf).

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
failure-too-large-for = Das ist größer als die { $megabytes } MB, die der Server annimmt.
failure-unsupported = Dieser Server oder Browser kann das nicht.
failure-storage-refused = Dein Browser lässt diese Seite nichts speichern. Erlaube ihr Websitedaten oder verlass das private Fenster.
failure-storage-full = Auf deinem Gerät ist kein Platz mehr für die Daten dieser Seite.
failure-storage-unreadable = Die auf diesem Gerät gespeicherten Daten lassen sich nicht lesen.
failure-storage-held = Diese Seite ist in einem anderen Tab offen, der ihre Daten nicht freigibt. Schließ den anderen Tab.
failure-login-refused = Der Server hat diese Anmeldung nicht angenommen. Vielleicht hat sie zu lange gedauert oder war schon benutzt: Fang noch einmal an.
failure-account-refused = Dieses Konto darf sich nicht anmelden: Es ist gesperrt oder stillgelegt.
failure-server = Der Server hat mit einem Fehler geantwortet ({ $status } { $errcode }).
failure-cancelled = Abgebrochen.
failure-internal = Bei uns ist etwas schiefgegangen. Versuch es noch einmal.

### Spaces

spaces-title = Spaces
spaces-all = Alle Räume

### Room list

room-list-title = Räume
room-list-all = Alle Räume
room-list-filter = Räume filtern
room-list-filter-clear = Filter leeren
room-list-filters = Filter
room-list-show-all = Alle
room-list-show-unread = Ungelesen
room-list-show-people = Personen
room-list-show-rooms = Räume
room-list-loading = Räume werden geladen
room-list-loading-room = Raum wird geladen
room-list-encrypted = Verschlüsselt
room-list-invitation = Einladung
room-list-knocked = du hast um Einlass gebeten
room-list-unread =
    { $count ->
        [one] { $count } ungelesen
       *[other] { $count } ungelesen
    }
room-list-mentions =
    { $count ->
        [one] { $count } Erwähnung
       *[other] { $count } Erwähnungen
    }
room-list-marked-unread = als ungelesen markiert
room-list-send-failed = Nachricht nicht gesendet
room-list-invited-by = { $name } hat dich eingeladen
room-list-invited = Du bist eingeladen
room-list-waiting = Du wartest auf Einlass
room-list-accept = Annehmen
room-list-accept-room = Die Einladung zu { $room } annehmen
room-list-decline = Ablehnen
room-list-decline-room = Die Einladung zu { $room } ablehnen
room-list-you = Du
room-list-sender = { $name }:{" "}
room-list-emote = * { $name } { $text }
room-list-image = Bild
room-list-video = Video
room-list-audio = Audio
room-list-voice = Sprachnachricht
room-list-file = Datei
room-list-sticker = Sticker
room-list-location = Standort
room-list-poll = Umfrage
room-list-call = Anruf
room-list-redacted = Nachricht gelöscht
room-list-undecryptable = Verschlüsselte Nachricht
room-list-unknown = Neue Aktivität
room-list-state-joined = { $name } ist beigetreten
room-list-state-left = { $name } ist gegangen
room-list-state-invited = { $name } hat { $subject } eingeladen
room-list-state-removed = { $name } hat { $subject } entfernt
room-list-state-banned = { $name } hat { $subject } ausgesperrt
room-list-state-unbanned = { $name } hat die Sperre für { $subject } aufgehoben
room-list-state-knocked = { $name } bittet um Einlass
room-list-state-member = { $name } hat das eigene Profil geändert
room-list-state-display-name = Heißt jetzt { $to }
room-list-state-created = { $name } hat den Raum angelegt
room-list-state-name = { $name } hat den Raum { $to } genannt
room-list-state-topic = { $name } hat das Thema gesetzt: { $to }
room-list-state-encrypted = { $name } hat die Verschlüsselung eingeschaltet
room-list-state-upgraded = Dieser Raum wurde ersetzt
room-list-state-pinned = { $name } hat die angehefteten Nachrichten geändert
room-list-state-other = { $name } hat den Raum geändert
room-list-empty-all = Noch keine Räume. Öffne einen Link zu einem Raum oder lass dich einladen.
room-list-empty-space = In diesem Space bist du in keinem Raum.
room-list-empty-unread = Du hast alles gelesen.
room-list-empty-people = Noch keine Chats mit einer einzelnen Person.
room-list-empty-rooms = Noch keine Räume.
room-list-empty-query = Hier hat kein Raum „{ $query }“ im Namen.
room-list-back-to-all = Alle Räume zeigen
room-list-broken = Die Liste der Räume konnte nicht geladen werden.

### Room

room-page = Gespräch
room-back = Zurück zu den Räumen
room-loading = Raum wird geöffnet
room-unnamed = Raum ohne Namen
room-encrypted = Nachrichten hier sind Ende-zu-Ende-verschlüsselt
room-not-encrypted = Nachrichten hier sind nicht verschlüsselt
room-members =
    { $count ->
        [one] { $count } Person
       *[other] { $count } Personen
    }
room-topic-more = Das ganze Thema zeigen
room-topic-less = Nur eine Zeile des Themas zeigen
room-menu = Raummenü
room-copy-link = Link zum Raum kopieren
room-link-copied = Link kopiert
room-link-not-copied = Der Browser hat das Kopieren des Links nicht erlaubt
room-leave = Raum verlassen
room-leave-title = { $room } verlassen?
room-leave-text = Du bekommst dann keine Nachrichten mehr von dort. Zurück kommst du nur mit einer Einladung, außer der Raum ist öffentlich.
room-leave-text-direct = Du bekommst dann keine Nachrichten aus diesem Chat mehr und kommst nur mit einer Einladung zurück.
room-cancel = Abbrechen
room-typing =
    { $count ->
        [one] { $names } schreibt…
       *[other] { $names } schreiben…
    }
room-typing-others =
    { $count ->
        [one] eine weitere Person
       *[other] { $count } weitere
    }
room-replaced = Dieser Raum wurde durch einen neuen ersetzt.
room-go-there = Dorthin gehen
room-join = Beitreten
room-rejoin = Wieder beitreten
room-accept = Annehmen
room-decline = Ablehnen
room-try-again = Noch einmal versuchen
room-home = Zu meinen Räumen
room-withdraw = Bitte zurückziehen
room-invited-by = { $name } hat dich in diesen Raum eingeladen.
room-invited = Du bist in diesen Raum eingeladen.
room-knocked = Du hast um Einlass gebeten. Jemand im Raum muss antworten.
room-left = Du bist nicht mehr in diesem Raum.
room-banned = Du bist aus diesem Raum ausgesperrt. Ändern kann das nur die Moderation des Raums.
room-not-open = Hinein kommst du nur mit einer Einladung. Frag jemanden im Raum.
room-stranger = Du bist nicht in diesem Raum.
room-is-space = Das ist ein Space: eine Sammlung von Räumen.
room-no-preview = Mehr sagt der Server vor dem Beitreten nicht über diesen Raum.
room-lost = Dieser Raum ist nicht zu finden
room-lost-text = Vielleicht stimmt der Link nicht, oder den Raum gibt es nicht mehr, oder er ist für dich verborgen.
room-unreachable = Der Raum lässt sich gerade nicht öffnen
room-failed-enter = Der Beitritt hat nicht geklappt. { $reason }
room-failed-decline = Das hat nicht geklappt. { $reason }
room-failed-leave = Das Verlassen hat nicht geklappt. { $reason }

### Composer

composer-label = Nachricht an { $room }
composer-form = Nachricht schreiben
composer-send = Senden
composer-attach = Dateien anhängen
composer-format = Formatierung
composer-format-show = Formatierung zeigen
composer-format-hide = Formatierung ausblenden
composer-bold = Fett
composer-italic = Kursiv
composer-strike = Durchgestrichen
composer-code = Code
composer-quote = Zitat
composer-list = Liste
composer-link = Link
composer-attachments = Anhänge
composer-remove = { $name } entfernen
composer-sending = Wird gesendet…
composer-file-sending = { $name } wird gesendet
composer-drop = Dateien zum Anhängen hier ablegen
composer-may-not = Du darfst in diesem Raum nicht schreiben.
composer-replaced = Dieser Raum wurde ersetzt; hier kann niemand mehr schreiben.
composer-not-sent = Die Nachricht wurde nicht gesendet und steht wieder im Feld. { $reason }
composer-file-not-sent = { $name } wurde nicht gesendet. { $reason }
composer-dismiss = Ausblenden
composer-size-bytes =
    { $count ->
        [one] { $count } Byte
       *[other] { $count } Bytes
    }
composer-size-kb = { $number } KB
composer-size-mb = { $number } MB
composer-size-gb = { $number } GB
