# Texte auf Deutsch der ganzen Oberfläche, neben denen von entrance.ftl.

### Spaces

spaces-title = Spaces
spaces-all = Alle Räume

### A new room

new-room = Neuer Raum
new-room-name = Name
new-room-topic = Worum es geht (freiwillig)
new-room-public = Alle können beitreten
new-room-public-hint = Wer ihn findet, kommt hinein und liest mit.
new-room-private-hint = Nur wer eingeladen ist, kommt hinein.
new-room-address = Adresse (freiwillig)
new-room-address-hint = Unter ihr wird der Raum gefunden, etwa #buecher:{ $server }.
new-room-address-letters = Eine Adresse hat weder Leerzeichen noch # oder : in sich.
new-room-address-taken = Diese Adresse hat schon ein anderer Raum.
new-room-encrypted = Nachrichten verschlüsseln
new-room-encrypted-hint = Niemand außer denen im Raum kann sie lesen, auch der Server nicht. Das lässt sich nicht rückgängig machen.
new-room-encrypted-public = Alle können beitreten und mitlesen, daher schützt das wenig. Es lässt sich nicht rückgängig machen.
new-room-never-encrypted = Wer diesen Server betreibt, möchte nicht, dass Räume verschlüsselt werden.
new-room-cancel = Abbrechen
new-room-create = Raum anlegen

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
room-list-accept-room = Die Einladung zu { $room } annehmen
room-list-decline-room = Die Einladung zu { $room } ablehnen
room-list-you = Du
room-list-sender = { $name }:{" "}
room-list-emote = * { $name } { $text }
room-list-draft = Entwurf:{" "}
room-list-draft-files =
    { $count ->
        [one] { $count } Datei
       *[other] { $count } Dateien
    }
room-list-image = Bild
room-list-video = Video
room-list-audio = Audio
room-list-voice = Sprachnachricht
room-list-file = Datei
room-list-sticker = Sticker
room-list-location = Standort
room-list-poll = Umfrage
room-list-call = Anruf
rooms-title = Räume
rooms-find = Raum finden
rooms-none = Kein Raum heißt so
rooms-copied = Kopiert
rooms-not-copied = Der Browser hat das Kopieren nicht erlaubt
share-drawing = QR-Code wird erstellt
share-other = Mit einer anderen App teilen
share-copy = Link kopieren
share-close = Schließen
share-link = Link
share-code = QR-Code des Links
share-into-title = In welchen Raum teilen?
share-into-not = Nicht teilen
share-into-write = Im Raum weiterschreiben
share-into-send = { $count ->
    [0] Senden
    [one] In den Raum senden
   *[other] In { $count } Räume senden
}
share-into-files = Dateien
share-into-reading = Die Dateien werden gelesen
share-into-gone = Die Dateien sind nicht mehr hier, sie bleiben eine Stunde lang. Teile sie noch einmal aus der anderen App.
share-into-left =
    { $count ->
        [one] Eine Datei fehlt: Auf einmal lassen sich 30 Dateien oder 200 MB teilen.
       *[other] { $count } Dateien fehlen: Auf einmal lassen sich 30 Dateien oder 200 MB teilen.
    }
share-into-lost = Was du geteilt hast, ist nicht angekommen: Protium war in diesem Browser noch nicht bereit. Jetzt ist es das; teile es noch einmal aus der anderen App.
share-into-failed = In einen der Räume wurde es nicht gesendet. { $reason }
date-title = Zu einem Datum springen
date-cancel = Abbrechen
date-day = Tag
date-go = Los
date-shortcuts = Weiter zurück
date-week = Vor einer Woche
date-month = Vor einem Monat
date-year = Vor einem Jahr
date-beginning = Der Anfang
date-nothing = Hier wurde noch nichts gesagt.
report-message-title = Diese Nachricht melden
report-room-title = Diesen Raum melden
report-person-title = Diese Person melden
report-message-text = Wer deinen Homeserver betreibt, bekommt die Adresse dieser Nachricht und deinen Grund. Ist sie verschlüsselt, kann dort niemand sie lesen.
report-room-text = Wer deinen Homeserver betreibt, bekommt die Adresse dieses Raums und deinen Grund. Wer im Raum ist, erfährt davon nichts.
report-person-text = Wer deinen Homeserver betreibt, bekommt die Adresse dieser Person und deinen Grund. Die Person erfährt davon nichts.
report-reason = Was ist passiert?
report-hide = Auch alles ausblenden, was { $name } sagt
report-cancel = Abbrechen
report-send = Melden
report-sent = Gemeldet. Danke.
report-failed = Das wurde nicht gemeldet. { $reason }
report-not-hidden = Gemeldet, aber die Person ist nicht ausgeblendet. { $reason }
rooms-loading = Deine Räume werden geladen
rooms-unnamed = Raum ohne Namen
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
room-list-state-verification = { $name } hat verifiziert
room-list-empty-all = Noch keine Räume. Lege mit dem Plus oben einen an, öffne einen Link zu einem Raum oder lass dich einladen.
room-list-empty-space = In diesem Space bist du in keinem Raum.
room-list-empty-unread = Du hast alles gelesen.
room-list-empty-people = Noch keine Chats mit einer einzelnen Person.
room-list-empty-rooms = Noch keine Räume.
room-list-empty-query = Hier hat kein Raum „{ $query }“ im Namen.
room-list-back-to-all = Alle Räume zeigen
room-list-broken = Die Liste der Räume konnte nicht geladen werden.

### Room

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
room-share = Teilen
room-share-title = { $room } teilen
room-files = Dateien
room-polls = Umfragen
room-jump-to-date = Zu einem Datum springen
room-link-previews = Vorschau von Links
room-media = Bilder und Videos
room-media-refused = Das ließ sich nicht ändern: { $reason }
room-verified-only = Hier nie an nicht verifizierte Geräte senden
room-report = Raum melden
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
room-predecessor = Früheres Gespräch
room-kept-for-hours = { $count ->
    [one] Nachrichten in diesem Raum sollen nach einer Stunde gelöscht werden
   *[other] Nachrichten in diesem Raum sollen nach { $count } Stunden gelöscht werden
}
room-kept-for-days = { $count ->
    [one] Nachrichten in diesem Raum sollen nach einem Tag gelöscht werden
   *[other] Nachrichten in diesem Raum sollen nach { $count } Tagen gelöscht werden
}
redact-recent-title = Löschen, was { $name } zuletzt gesagt hat?
redact-recent-looking = Die Nachrichten werden gesucht
redact-recent-none = Hier steht nichts von dieser Person, das sich löschen ließe.
redact-recent-text = { $count ->
    [one] Eine Nachricht wird für alle und endgültig gelöscht.
   *[other] { $count } Nachrichten werden für alle und endgültig gelöscht, die neuesten zuerst. Du kannst jederzeit anhalten.
}
redact-recent-more = Es kann mehr geben; das sind die neuesten.
redact-recent-go = Löschen
redact-recent-stop = Anhalten
redact-recent-stopping = Es wird angehalten
redact-recent-going = { $done } von { $count } gelöscht
redact-recent-done = { $count ->
    [one] Eine Nachricht wurde gelöscht
   *[other] { $count } Nachrichten wurden gelöscht
}
redact-recent-broken = { $count ->
    [one] Nur eine Nachricht wurde gelöscht. { $reason }
   *[other] Nur { $count } Nachrichten wurden gelöscht. { $reason }
}
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
room-encrypt = Verschlüsselung einschalten
room-encrypt-title = Verschlüsselung einschalten?
room-encrypt-text = Was ab jetzt geschrieben wird, können nur die Leute in diesem Raum lesen, der Server nicht. Was vorher geschrieben wurde, bleibt, wie es ist.
room-encrypt-forever = Ausschalten lässt sie sich nicht mehr.
room-encrypt-public-title = Jeder kann diesem Raum beitreten
room-encrypt-public = Verschlüsselung hält hier also kaum etwas geheim. Wer beitritt, kann nicht lesen, was vorher geschrieben wurde, und Bots und Brücken gehen vielleicht nicht mehr.
room-failed-encrypt = Die Verschlüsselung wurde nicht eingeschaltet. { $reason }
room-failed-leave = Das Verlassen hat nicht geklappt. { $reason }

### Composer

composer-label = Nachricht an { $room }
composer-label-thread = Nachricht in den Thread
composer-form = Nachricht schreiben
composer-send = Senden
composer-attach = Anhängen
composer-attach-files = Dateien
composer-attach-poll = Umfrage
composer-attach-location = Standort
composer-attach-sticker = Sticker
composer-sticker-not-sent = Der Sticker wurde nicht gesendet. { $reason }
composer-poll-title = Neue Umfrage
composer-poll-go = Umfrage starten
composer-poll-not-sent = Die Umfrage wurde nicht gesendet; sie bleibt hier stehen. { $reason }
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
composer-rich = Formatiert
composer-link-address = Adresse des Links
composer-link-go = Link einfügen
composer-link-cancel = Kein Link
composer-attachments = Anhänge
composer-caption = Bildunterschrift
composer-caption-of = Bildunterschrift zu { $name }
composer-earlier = { $name } nach vorn
composer-later = { $name } nach hinten
composer-keep-notes = Behalten, was die Kamera notiert hat (Ort, Zeit)
composer-together = Wie senden
composer-together-single = Einzeln
composer-together-all = Zusammen
composer-together-hint = Als eine Nachricht. Apps, die keine Galerien kennen, zeigen nur ihre Worte.
composer-picture-size = Größe von { $name }
composer-picture-original = Original ({ $size })
composer-picture-smaller = Kleiner (etwa { $size })
composer-files = { $count ->
    [one] Eine Datei
   *[other] { $count } Dateien
}
composer-remove = { $name } entfernen
composer-held-label = Nachricht, die sich zurückholen lässt
composer-held = Geht in { $seconds } Sekunden hinaus
composer-held-keys = Deine Nachricht geht in { $seconds } Sekunden hinaus. Mit Escape holst du sie zurück.
composer-undo = Rückgängig
composer-sending = Wird gesendet…
composer-file-sending = { $name } wird gesendet
composer-drop = Dateien zum Anhängen hier ablegen
composer-may-not = Du darfst in diesem Raum nicht schreiben.
composer-replaced = Dieser Raum wurde ersetzt; hier kann niemand mehr schreiben.
composer-not-sent = Die Nachricht wurde nicht gesendet und bleibt hier stehen. { $reason }
composer-perhaps-sent = Beim Senden ist etwas kaputtgegangen; die Nachricht bleibt hier stehen. Sieh nach, ob sie schon im Raum steht, bevor du sie noch einmal sendest.
composer-file-not-sent = { $name } wurde nicht gesendet. { $reason }
composer-dismiss = Ausblenden
composer-editing = Nachricht wird bearbeitet
composer-replying = Antwort
composer-replying-to = Antwort an { $name }
composer-aside-bring = Hiermit weiterschreiben
composer-aside = Danach:
composer-file-answers = Als Antwort gesendet
composer-voice = Sprachnachricht aufnehmen
composer-voice-recording = Sprachnachricht wird aufgenommen
composer-voice-asking = Warten auf das Mikrofon…
composer-voice-cancel = Aufnahme verwerfen
composer-voice-stop = Aufnahme beenden
composer-voice-denied = Das Mikrofon ist nicht erlaubt. Erlaube es dieser Seite im Browser und versuche es noch einmal.
composer-voice-missing = Es wurde kein Mikrofon gefunden.
composer-voice-busy = Das Mikrofon antwortet nicht. Vielleicht benutzt es gerade ein anderes Programm.
composer-voice-unsupported = Dieser Browser kann nicht aufnehmen.
composer-voice-nothing = Es wurde nichts aufgenommen.
composer-edit-loses-format = Diese Nachricht hat Formatierungen, die sich hier nicht schreiben lassen. Beim Speichern gehen sie verloren.
composer-suggestions = Vorschläge
composer-suggestions-count = { $count ->
    [one] 1 Vorschlag
   *[other] { $count } Vorschläge
}
composer-everyone = Alle im Raum
later-send = Später senden
later-hour = In einer Stunde ({ $when })
later-tomorrow = Morgen ({ $when })
later-monday = Montag ({ $when })
later-own = Tag und Uhrzeit wählen…
later-by-server = Dein Homeserver sendet sie, auch wenn Protium geschlossen ist.
later-by-browser = Dieser Browser sendet sie, solange Protium offen ist. Ist es dann geschlossen, geht die Nachricht beim nächsten Start hinaus; ist das mehr als eine Stunde zu spät, wirst du vorher gefragt.
later-files = Mit Dateien sendet sie dieser Browser: Bis dahin bleiben sie hier, verschlüsselt; zusammen höchstens { $most }.
later-files-too-large = Diese Dateien haben { $size }. Was später gesendet wird, bleibt in diesem Browser, zusammen höchstens { $most }; frei sind { $free }.
later-files-list =
    { $count ->
        [one] { $count } Datei: { $names }
       *[other] { $count } Dateien: { $names }
    }
later-planned = Die Nachricht geht hinaus am { $when }.
later-count =
    { $count ->
        [one] { $count } geplante Nachricht
       *[other] { $count } geplante Nachrichten
    }
later-stuck =
    { $count ->
        [one] { $count } geplante Nachricht wurde nicht gesendet
       *[other] { $count } geplante Nachrichten wurden nicht gesendet
    }
later-list = Geplante Nachrichten
later-edit-title = Geplante Nachricht bearbeiten
later-text = Nachricht
later-day = Tag
later-time = Uhrzeit
later-past = Dieser Zeitpunkt ist vorbei. Wähle einen späteren.
later-plan = Planen
later-save = Speichern
later-close = Schließen
later-edit = Bearbeiten
later-now = Jetzt senden
later-delete = Löschen
later-when-server = { $when }, durch deinen Homeserver
later-when-here = { $when }, durch diesen Browser
later-missed = Sollte am { $when } hinausgehen, als Protium geschlossen war. Jetzt senden oder löschen?
later-refused = Sie wurde nicht gesendet. { $reason }
later-failed = Das hat nicht geklappt. { $reason }
later-command = Befehle lassen sich nicht später senden.
composer-slash-me = Sagen, was du tust
composer-slash-plain = Genau so senden, ohne Formatierung
composer-slash-html = Als HTML senden
composer-slash-spoiler = Die Worte verbergen, bis jemand sie öffnet
composer-slash-before = { $words } vor die Nachricht setzen
composer-slash-invite = Jemanden in diesen Raum einladen
composer-slash-join = Einem Raum beitreten und hingehen
composer-slash-msg = Den Chat mit jemandem öffnen
composer-slash-whois = Das Profil von jemandem zeigen
composer-slash-nick = Deinen Namen ändern, überall
composer-slash-topic = Festlegen, worum es in diesem Raum geht
composer-slash-roomname = Diesen Raum umbenennen
composer-slash-part = Diesen Raum verlassen
composer-slash-remove = Jemanden aus diesem Raum entfernen
composer-slash-ban = Jemanden aus diesem Raum verbannen
composer-slash-unban = Jemanden wieder hereinlassen
composer-slash-op = Jemandem in diesem Raum Rechte geben
composer-slash-deop = Jemandem in diesem Raum die Rechte nehmen
composer-slash-ignore = Verbergen, was jemand sagt, überall
composer-slash-unignore = Wieder zeigen, was jemand sagt
composer-slash-poll = Allen hier eine Frage stellen
composer-slash-rainbow = Die Worte in allen Farben
composer-slash-rainbowme = Was du tust, in allen Farben
composer-slash-myroomnick = In diesem Raum anders heißen
composer-slash-jumptodate = Zu den Nachrichten eines Tages gehen
composer-slash-converttodm = Diesen Raum bei den Direktchats führen
composer-slash-converttoroom = Diesen Direktchat bei den Räumen führen
composer-slash-discardsession = Was du ab jetzt sendest, mit einem neuen Schlüssel verschlüsseln
composer-slash-upgraderoom = Diesen Raum durch einen neuerer Version ersetzen
composer-slash-roomavatar = Diesem Raum ein anderes Bild geben
composer-slash-myroomavatar = In diesem Raum ein anderes Bild haben
composer-slash-myavatar = Überall ein anderes Bild haben
composer-slash-help = Alle Befehle zeigen
composer-slash-devtools = Ansehen, was über diesen Raum und dein Konto vermerkt ist
composer-slash-rageshake = Ein Protokoll speichern, das beim Finden von Fehlern hilft
composer-slash-effect = Eine Nachricht senden, zu der { $emoji } erscheint
composer-slash-verify = Ein Gerät bestätigen, dessen Schlüssel dir genannt wurde
composer-asked-close = Schließen
composer-help-title = Befehle
composer-help-find = Befehl suchen
composer-help-none = Kein Befehl heißt so oder tut das.
composer-upgrade-title = Diesen Raum durch einen der Version { $version } ersetzen?
composer-upgrade-text = Es entsteht ein neuer Raum, der diesem gleicht, und hier kann niemand mehr schreiben. Die Mitglieder müssen dem neuen Raum selbst beitreten. Das lässt sich nicht rückgängig machen.
composer-upgrade-not = Raum behalten
composer-upgrade-go = Ersetzen
composer-upgrade-failed = Der Raum wurde nicht ersetzt. { $reason }
composer-data-title = Daten von Raum und Konto
composer-data-loading = Der Zustand des Raums wird gelesen…
composer-data-find = Typ oder Schlüssel suchen
composer-data-state = Zustand des Raums
composer-data-of-room = Deine Daten zum Raum
composer-data-of-account = Daten deines Kontos
composer-data-more = { $count ->
    [one] Noch einer; grenze es oben ein.
   *[other] Noch { $count }; grenze es oben ein.
}
composer-data-none = Hier ist nichts.
composer-invite-history = Wer eingeladen wird, kann lesen, was hier vorher gesagt wurde.
composer-outsiders = { $count ->
    [one] { $names } ist nicht in diesem Raum und wird deine Nachricht nicht sehen.
   *[other] { $names } sind nicht in diesem Raum und werden deine Nachricht nicht sehen.
}
composer-invite = { $count ->
    [one] Einladen
   *[other] Alle einladen
}
composer-slash-words = Worte
composer-slash-maybe-words = [Worte]
composer-slash-maybe-reason = [Grund]
composer-slash-maybe-level = [Stufe]
composer-slash-device = Gerät Schlüssel
composer-effect-confetti = wirft Konfetti
composer-effect-fireworks = zündet ein Feuerwerk
composer-effect-hearts = schickt Herzen
composer-effect-rainfall = lässt es regnen
composer-effect-snowfall = lässt es schneien
composer-effect-spaceinvaders = ruft die Angreifer aus dem All
composer-verify-title = Gerät bestätigen
composer-verify-busy = Die Schlüssel werden verglichen
composer-verify-now = Die Schlüssel sind gleich. Das Gerät { $device } von { $user } ist ab jetzt bestätigt.
composer-verify-already = Die Schlüssel sind gleich, und das Gerät { $device } von { $user } war schon bestätigt.
composer-verify-unknown = { $user } hat kein Gerät { $device }. Ist es so geschrieben, wie es dir genannt wurde?
composer-verify-differs = Die Schlüssel sind nicht gleich!
composer-verify-differs-text = Das Gerät { $device } von { $user } hat einen anderen Schlüssel als den eingegebenen. Vielleicht ist es ein Schreibfehler. Es kann aber auch heißen, dass jemand mitliest oder ein eigenes Gerät untergeschoben hat. Es ist nicht bestätigt.
composer-verify-has = Der Schlüssel des Geräts
composer-verify-told = Der eingegebene Schlüssel
composer-verify-failed = Die Schlüssel ließen sich nicht vergleichen. { $reason }
composer-verify-again = Noch einmal versuchen
composer-slash-name = Name
composer-slash-misused = So geht es: { $usage }
composer-slash-failed = Das ging nicht. { $reason }
composer-slash-unknown = Den Befehl /{ $word } gibt es nicht. Um den Text so zu senden, setze /plain davor.
composer-emoji = Emoji einfügen
composer-stop-editing = Nicht mehr bearbeiten
composer-stop-replying = Nicht antworten
composer-not-editable = Die Nachricht lässt sich nicht bearbeiten. { $reason }
composer-size-bytes =
    { $count ->
        [one] { $count } Byte
       *[other] { $count } Bytes
    }
composer-size-kb = { $number } KB
composer-size-mb = { $number } MB
composer-size-gb = { $number } GB

### Writing a poll

poll-close = Schließen
poll-cancel = Abbrechen
poll-question = Frage
poll-answers = Antworten
poll-answer = Antwort { $number }
poll-add-answer = Antwort hinzufügen
poll-remove-answer = Antwort { $number } entfernen
poll-rules = Regeln der Umfrage
poll-several = Mehrere Antworten dürfen gewählt werden
poll-at-end = Stimmen erst am Ende der Umfrage zeigen
poll-fault-no-question = Schreib, was du fragen möchtest.
poll-fault-long-question = Diese Frage ist zu lang.
poll-fault-few-answers = Gib mindestens zwei Antworten zur Wahl.
poll-fault-long-answer = Eine der Antworten ist zu lang.
poll-fault-same-answers = Zwei der Antworten sind gleich.

### Timeline

timeline-label = Verlauf von { $room }
timeline-actions = Was man mit der Nachricht tun kann
timeline-react = Reagieren
timeline-react-more = Weitere Emoji
timeline-reply = Antworten
timeline-reply-in-thread = Im Thread antworten
timeline-thread-label = Nachrichten des Threads
timeline-edit = Bearbeiten
timeline-more = Mehr
timeline-copy-text = Text kopieren
timeline-copy-link = Link kopieren
timeline-share = Teilen
timeline-share-title = Diese Nachricht teilen
timeline-pin = Anheften
timeline-unpin = Lösen
timeline-pinned = Angeheftete Nachrichten
timeline-pinned-one = Angeheftet
timeline-pinned-of = Angeheftet { $at } von { $count }
timeline-pinned-all = Alle angehefteten Nachrichten
timeline-pinned-none = Es ist nichts mehr angeheftet.
timeline-pinned-keep = Behalten
timeline-unpin-all = Alle lösen
timeline-unpin-all-sure = Alle lösen, für alle hier
timeline-forward = Weiterleiten
timeline-forward-title = { $count ->
    [one] Diese Nachricht weiterleiten
   *[other] { $count } Nachrichten weiterleiten
}
timeline-forward-stay = { $count ->
    [one] Eine der ausgewählten Nachrichten lässt sich nicht weiterleiten und bleibt weg.
   *[other] { $count } der ausgewählten Nachrichten lassen sich nicht weiterleiten und bleiben weg.
}
timeline-save = Für später speichern
timeline-select = Auswählen
timeline-select-end = Auswahl beenden
timeline-select-copy = Kopieren
timeline-selected = { $count ->
    [one] 1 Nachricht ausgewählt
   *[other] { $count } Nachrichten ausgewählt
}
timeline-selected-most = { $count } Nachrichten ausgewählt; mehr auf einmal geht nicht
timeline-selected-actions = Ausgewählte Nachrichten
timeline-copied-author = { $name }, { $time }:
timeline-forward-not = Abbrechen
timeline-forward-go = { $count ->
    [0] Weiterleiten
    [one] In 1 Raum weiterleiten
   *[other] In { $count } Räume weiterleiten
}
timeline-forwarded = Weitergeleitet
timeline-not-forwarded-to = { $count ->
    [one] In einen der Räume nicht weitergeleitet: dort darfst du nicht schreiben.
   *[other] In { $count } der Räume nicht weitergeleitet: dort darfst du nicht schreiben.
}
timeline-view-source = Quelltext zeigen
timeline-source-title = Quelltext der Nachricht
timeline-source-loading = Quelltext wird geladen
timeline-source-decrypted = Sie kam verschlüsselt; das stand darin.
timeline-source-related = Verwandte Ereignisse
timeline-source-answered = Worauf es antwortet
timeline-source-edited = Was es bearbeitet
timeline-source-thread = Womit der Thread begann
timeline-source-other = Worum es geht
timeline-source-edit = Bearbeitung { $number }
timeline-source-back = Zurück
raw-send-as-new = Als neues Ereignis senden
raw-title = Ein Ereignis senden
raw-state-title = Zustand des Raums setzen
raw-state-note = Das ersetzt, was jetzt gesetzt ist, für alle im Raum.
raw-set = Ändern
raw-type = Typ
raw-key = Schlüssel des Zustands
raw-content = Inhalt (JSON)
raw-no-type = Ein Ereignis braucht einen Typ.
raw-no-json = Zeile { $line }, Zeichen { $column }: Ab hier ist es kein JSON mehr.
raw-no-object = Der Inhalt muss ein Objekt sein, in geschweiften Klammern.
raw-too-long = Das ist größer, als ein Ereignis sein kann.
raw-send = Senden
raw-sent = Das Ereignis wurde gesendet
timeline-delete = Löschen
timeline-delete-recent = Löschen, was die Person zuletzt sagte
timeline-delete-title = { $count ->
    [one] Diese Nachricht löschen?
   *[other] { $count } Nachrichten löschen?
}
timeline-delete-text = { $count ->
    [one] Sie wird für alle gelöscht und lässt sich nicht zurückholen. Dass sie hier stand, bleibt zu sehen.
   *[other] Sie werden für alle gelöscht und lassen sich nicht zurückholen. Dass sie hier standen, bleibt zu sehen.
}
timeline-delete-stay = { $count ->
    [one] Du darfst eine der ausgewählten Nachrichten nicht löschen: sie bleibt.
   *[other] Du darfst { $count } der ausgewählten Nachrichten nicht löschen: sie bleiben.
}
timeline-delete-reason = Grund, für alle zu lesen (freiwillig)
timeline-delete-keep = Behalten
timeline-report = Melden
timeline-refused = Das ging nicht. { $reason }
timeline-loading = Nachrichten werden geladen
timeline-loading-older = Frühere Nachrichten werden geladen …
timeline-loading-newer = Spätere Nachrichten werden geladen …
timeline-closed = Diese Unterhaltung lässt sich gerade nicht anzeigen
timeline-retry = Noch einmal versuchen
timeline-delete = Löschen
timeline-close = Schließen
timeline-beginning = Hier beginnt { $room }.
timeline-beginning-unnamed = Hier beginnt die Unterhaltung.
timeline-new-messages = Neue Nachrichten
timeline-jump-to-newest = Zum Neuesten
timeline-jump-to-newest-with =
    { $count ->
        [one] Zum Neuesten, { $count } neue Nachricht
       *[other] Zum Neuesten, { $count } neue Nachrichten
    }
timeline-jump-to-unread = Zur ersten ungelesenen
timeline-jump-to-date = Zu einem Datum springen
timeline-hide-preview = Diese Vorschau ausblenden
timeline-dismiss-unread = Diesen Knopf ausblenden
timeline-announce-one = { $name }: { $text }
timeline-announce-many = { $count } neue Nachrichten
timeline-with-reason = { $sentence }: { $reason }

timeline-thread-replies =
    { $count ->
        [one] { $count } Antwort
       *[other] { $count } Antworten
    }
timeline-thread-unread =
    { $count ->
        [one] { $count } ungelesene Antwort
       *[other] { $count } ungelesene Antworten
    }
timeline-edited = (bearbeitet)
timeline-history-title = Fassungen dieser Nachricht
timeline-history-loading = Fassungen werden geladen
timeline-history-original = Ursprünglich
timeline-history-current = Jetzt angezeigt
timeline-in-reply-to = Antwort auf
timeline-quote-loading = Die Nachricht wird geladen …
timeline-quote-failed = Die Nachricht konnte nicht geladen werden
timeline-quote-unfold = Zeigen, worauf das antwortet
timeline-quote-fold = Ausblenden, worauf das antwortet
timeline-reactions = Reaktionen
timeline-reaction-picture = Ein Bild
timeline-reaction =
    { $count ->
        [one] { $key } { $count } Reaktion
       *[other] { $key } { $count } Reaktionen
    }
timeline-reacted = { $who }: { $key }
timeline-read-by = Gelesen von { $who }
timeline-readers = Gelesen von
timeline-sending = Wird gesendet
timeline-sent = Gesendet
timeline-not-sent = Nicht gesendet.
timeline-distrust-changed = Du hattest { $who } verifiziert, und das gilt nicht mehr: Seither gibt es eine neue Identität.
timeline-distrust-devices =
    { $people ->
        [one] { $who } hat ein Gerät, das nicht von dieser Person selbst verifiziert ist. Vielleicht gehört es jemand anderem.
       *[other] { $who } haben Geräte, die nicht von ihnen selbst verifiziert sind. Vielleicht gehören sie jemand anderem.
    }
timeline-distrust-own-devices = Du bist auf einem Gerät angemeldet, das du nicht verifiziert hast. Verifiziere es, oder melde es ab, wenn es nicht deines ist.
timeline-distrust-this-device = Du schließt unsichere Geräte aus, und dieses ist noch nicht verifiziert. Bestätige in den Einstellungen, dass du es bist.
timeline-send-withdrawn = Verifizierung zurücknehmen und senden
timeline-send-anyway = Trotzdem senden
timeline-unsent =
    { $count ->
        [one] Eine Nachricht wurde nicht gesendet.
       *[other] { $count } Nachrichten wurden nicht gesendet.
    }
timeline-send-all-again = Alle noch einmal senden
timeline-delete-all = Alle löschen
timeline-delete-all-title =
    { $count ->
        [one] Die nicht gesendete Nachricht löschen?
       *[other] { $count } nicht gesendete Nachrichten löschen?
    }
timeline-delete-all-text = Niemand hat sie bekommen, und was du geschrieben hast, geht verloren.
timeline-cancel = Abbrechen
timeline-waiting-to-send = Sie geht von selbst hinaus, sobald die Verbindung wieder da ist.
timeline-uploading = Wird hochgeladen
timeline-uploading-of = { $sent } von { $total }
timeline-cancel-upload = Hochladen abbrechen
timeline-copy-code = Code kopieren
timeline-copy-latex = LaTeX kopieren
timeline-formula = Formel
timeline-copied = Kopiert
timeline-code-all = Alle { $count } Zeilen zeigen
timeline-code-fewer = Weniger zeigen
timeline-table = Tabelle
timeline-spoiler = Verdeckter Text, zum Zeigen drücken
timeline-spoiler-about = Verdeckter Text: { $reason }, zum Zeigen drücken

timeline-kind-image = Bild
timeline-kind-gallery = { $count ->
    [one] Eine Datei
   *[other] { $count } Dateien
}
timeline-gallery = Mehrere Dateien
timeline-gallery-more = { $count ->
    [one] Eine weitere Datei wird nicht gezeigt.
   *[other] { $count } weitere Dateien werden nicht gezeigt.
}
timeline-kind-video = Video
timeline-kind-audio = Audio
timeline-kind-voice = Sprachnachricht
timeline-kind-file = Datei
timeline-kind-sticker = Sticker
timeline-kind-location = Ort
timeline-kind-poll = Umfrage
timeline-kind-invite = Einladung
timeline-kind-undecryptable = Nachricht, die sich nicht entschlüsseln lässt
timeline-kind-unknown = Ereignis unbekannter Art
timeline-open-picture = { $name } öffnen
timeline-show = Zeigen
timeline-show-media = Zeigen: { $name }
timeline-hide-media = Auf diesem Gerät verbergen
timeline-gif = GIF
timeline-play = { $name } abspielen
timeline-play-voice = Sprachnachricht abspielen
timeline-pause = Anhalten
timeline-seek = Stelle
timeline-speed = Geschwindigkeit { $speed }
timeline-download = { $name } herunterladen
timeline-download-again = { $name } noch einmal herunterladen
timeline-downloading = { $name } wird heruntergeladen
timeline-cancel-download = Herunterladen von { $name } abbrechen
timeline-download-failed = Die Datei konnte nicht heruntergeladen werden.
timeline-media-failed = Das konnte nicht geladen werden
timeline-media-too-large = Zu groß, um gezeigt zu werden
timeline-bytes =
    { $count ->
        [one] { $count } Byte
       *[other] { $count } Bytes
    }
timeline-open-map = Karte öffnen
timeline-location = Ein Ort
timeline-location-of = Wo { $name } ist
timeline-location-broken = Seine Koordinaten sind nicht lesbar.
timeline-maps-always = Karten immer zeigen
timeline-preview-told = Vorschau der absendenden Person
timeline-poll-votes =
    { $count ->
        [one] { $count } Stimme
       *[other] { $count } Stimmen
    }
timeline-poll-share =
    { $count ->
        [one] { $count } Stimme, { $percent } %
       *[other] { $count } Stimmen, { $percent } %
    }
timeline-poll-voters = Gewählt von { $who }
timeline-poll-own = Deine Stimme
timeline-poll-won = Die meisten Stimmen
timeline-poll-final = Endergebnis
timeline-poll-at-end = Das Ergebnis wird am Ende der Umfrage gezeigt
timeline-poll-most = Bis zu { $count } auswählbar
timeline-poll-any = Beliebig viele auswählbar
timeline-poll-take-back = Meine Stimme zurücknehmen
timeline-poll-edit = Umfrage bearbeiten
timeline-poll-edit-go = Speichern
timeline-poll-end = Umfrage beenden
timeline-poll-end-title = Diese Umfrage beenden?
timeline-poll-end-text = Danach kann niemand mehr abstimmen, und alle sehen das Endergebnis. Eine beendete Umfrage lässt sich nicht wieder öffnen.
timeline-poll-end-not = Weiterlaufen lassen
timeline-poll-ended-text = Die Umfrage ist beendet: { $question }
timeline-call = Anruf begonnen
timeline-redacted = Nachricht gelöscht
timeline-redacted-by = Nachricht von { $name } gelöscht
timeline-unknown = Diese Art von Ereignis lässt sich hier nicht anzeigen ({ $kind }).
timeline-broken = Dieses Ereignis ist beschädigt und lässt sich nicht anzeigen ({ $kind }).

timeline-undecryptable-waiting = Diese Nachricht ist noch nicht lesbar: Ihr Schlüssel ist noch nicht da. Sie erscheint von selbst, sobald er kommt.
timeline-undecryptable-no-backup = Gesendet, bevor du dich auf diesem Gerät angemeldet hast, und deine Schlüssel sind nicht gespeichert. Eine Datei mit Schlüsseln von einem anderen Gerät hilft.
timeline-undecryptable-not-stored = Gesendet, bevor du dich auf diesem Gerät angemeldet hast, und der Schlüssel ist nicht aus deinem Schlüsselspeicher gekommen. Eine Datei mit Schlüsseln von einem anderen Gerät hilft.
timeline-undecryptable-unverified = Gesendet, bevor du dich auf diesem Gerät angemeldet hast. Der Schlüssel kommt vielleicht, wenn du bestätigt hast, dass du es bist.
timeline-undecryptable-before-joining = Gesendet, bevor du in diesem Raum warst. Der Schlüssel wurde nicht mit dir geteilt.
timeline-undecryptable-withheld-unverified = Der Absender gibt Schlüssel nur an bestätigte Geräte.
timeline-undecryptable-shut-out = Der Absender hat dieses Gerät von seinen Nachrichten ausgeschlossen.
timeline-undecryptable-not-reached = Das Gerät des Absenders konnte dieses hier mit dem Schlüssel nicht erreichen. Bitte darum, die Nachricht noch einmal zu senden.
timeline-undecryptable-withheld = Der Absender hat den Schlüssel dieser Nachricht nicht geteilt.
timeline-undecryptable-changed = Die Identität des Absenders hat sich geändert, seit du ihn bestätigt hast, deshalb wird die Nachricht nicht gezeigt. Bestätigt euch auf seiner Seite noch einmal.
timeline-undecryptable-not-confirmed = Von einem Gerät gesendet, das der Absender nicht als seines bestätigt hat, deshalb wird die Nachricht nicht gezeigt.
timeline-undecryptable-unknown-device = Von einem Gerät gesendet, das niemand kennt, deshalb wird die Nachricht nicht gezeigt.
timeline-undecryptable-malformed = Diese Nachricht ist beschädigt und lässt sich nicht entschlüsseln.
timeline-undecryptable-settings = Meine Schlüssel ansehen
timeline-shield-clear = Nicht verschlüsselt
timeline-shield-shared = { $name } hat den Schlüssel dieser Nachricht mit dir geteilt. Wer sie geschrieben hat, lässt sich nicht prüfen.
timeline-shield-unknown-device = Von einem unbekannten oder gelöschten Gerät verschlüsselt
timeline-shield-unsigned-device = Von einem Gerät verschlüsselt, das sein Besitzer nicht verifiziert hat
timeline-shield-unverified = Von einer Person verschlüsselt, die du nicht verifiziert hast
timeline-shield-violation = Du hattest den Absender verifiziert, und das gilt nicht mehr: Seither gibt es eine neue Identität
timeline-shield-authenticity = Auf diesem Gerät lässt sich nicht sicherstellen, dass diese Nachricht echt ist
timeline-shield-mismatched = Der Absender dieser Nachricht besitzt nicht das Gerät, das sie verschlüsselt hat

timeline-fold = Weniger zeigen
timeline-unfold = Alle zeigen
timeline-run-joined =
    { $people ->
        [one] { $who } ist beigetreten
       *[other] { $who } sind beigetreten
    }
timeline-run-left =
    { $people ->
        [one] { $who } ist gegangen
       *[other] { $who } sind gegangen
    }
timeline-run-invited =
    { $people ->
        [one] { $who } wurde eingeladen
       *[other] { $who } wurden eingeladen
    }
timeline-run-removed =
    { $people ->
        [one] { $who } wurde entfernt
       *[other] { $who } wurden entfernt
    }
timeline-run-profile =
    { $people ->
        [one] { $who } hat das eigene Profil geändert
       *[other] { $who } haben ihre Profile geändert
    }
timeline-run-room =
    { $count ->
        [one] eine Änderung am Raum
       *[other] { $count } Änderungen am Raum
    }
timeline-run-verification = Verifizierung mit { $who }
timeline-run-others =
    { $count ->
        [one] eine weitere Person
       *[other] { $count } weitere
    }
timeline-state-joined = { $subject } ist dem Raum beigetreten
timeline-state-left = { $subject } hat den Raum verlassen
timeline-state-invited = { $name } hat { $subject } eingeladen
timeline-state-invitation-accepted = { $subject } hat die Einladung angenommen
timeline-state-invitation-rejected = { $subject } hat die Einladung abgelehnt
timeline-state-invitation-revoked = { $name } hat die Einladung von { $subject } zurückgezogen
timeline-state-kicked = { $name } hat { $subject } aus dem Raum entfernt
timeline-state-banned = { $name } hat { $subject } verbannt
timeline-state-kicked-and-banned = { $name } hat { $subject } entfernt und verbannt
timeline-state-unbanned = { $name } hat die Verbannung von { $subject } aufgehoben
timeline-state-knocked = { $subject } bittet um Einlass
timeline-state-knock-accepted = { $name } hat { $subject } eingelassen
timeline-state-knock-denied = { $name } hat { $subject } nicht eingelassen
timeline-state-knock-retracted = { $subject } bittet nicht mehr um Einlass
timeline-state-member-unknown = An der Mitgliedschaft von { $subject } hat sich etwas geändert
timeline-state-renamed = { $from } heißt jetzt { $to }
timeline-state-named-self = { $name } heißt jetzt { $to }
timeline-state-name-removed = { $name } hat den Anzeigenamen entfernt
timeline-state-avatar = { $name } hat das eigene Bild geändert
timeline-state-avatar-removed = { $name } hat das eigene Bild entfernt
timeline-state-created = { $name } hat den Raum angelegt
timeline-state-room-name = { $name } hat den Raum „{ $to }“ genannt
timeline-state-room-name-removed = { $name } hat den Namen des Raums entfernt
timeline-state-topic = { $name } hat das Thema auf „{ $to }“ geändert
timeline-state-topic-removed = { $name } hat das Thema entfernt
timeline-state-room-avatar = { $name } hat das Bild des Raums geändert
timeline-state-room-avatar-removed = { $name } hat das Bild des Raums entfernt
timeline-state-alias = { $name } hat dem Raum die Adresse { $to } gegeben
timeline-state-alias-removed = { $name } hat die Adresse des Raums entfernt
timeline-state-encrypted = { $name } hat die Ende-zu-Ende-Verschlüsselung eingeschaltet
timeline-state-join-public = { $name } hat den Raum für alle geöffnet
timeline-state-join-invite = { $name } lässt nur noch Eingeladene in den Raum
timeline-state-join-knock = { $name } lässt andere um Einlass bitten
timeline-state-join-restricted = { $name } hat den Raum für Mitglieder bestimmter Spaces geöffnet
timeline-state-join-knock-restricted = { $name } hat den Raum für Mitglieder bestimmter Spaces geöffnet und lässt andere um Einlass bitten
timeline-state-join-other = { $name } hat geändert, wer beitreten darf
timeline-state-history-world = { $name } lässt alle den Verlauf lesen
timeline-state-history-shared = { $name } lässt Mitglieder den ganzen Verlauf lesen
timeline-state-history-invited = { $name } lässt Mitglieder den Verlauf ab ihrer Einladung lesen
timeline-state-history-joined = { $name } lässt Mitglieder den Verlauf ab ihrem Beitritt lesen
timeline-state-history-other = { $name } hat geändert, wer den Verlauf lesen darf
timeline-state-guests-allowed = { $name } lässt Gäste herein
timeline-state-guests-refused = { $name } lässt keine Gäste herein
timeline-state-powers = { $name } hat geändert, wer hier was darf
timeline-state-power-levels = { $name } hat Rollen geändert: { $changes }
timeline-power-admin = { $name } ist jetzt Admin
timeline-power-moderator = { $name } moderiert jetzt
timeline-power-member = { $name } ist jetzt einfaches Mitglied
timeline-power-level = { $name } hat jetzt Stufe { $level }
timeline-state-pinned =
    { $count ->
        [one] { $name } hat die angehefteten Nachrichten geändert: Eine ist angeheftet
       *[other] { $name } hat die angehefteten Nachrichten geändert: { $count } sind angeheftet
    }
timeline-state-unpinned = { $name } hat alle Nachrichten abgeheftet
timeline-state-upgraded = { $name } hat diesen Raum durch einen neuen ersetzt
timeline-state-server-acl = { $name } hat geändert, welche Server teilnehmen dürfen
timeline-state-third-party-invite = { $name } hat { $subject } eingeladen
timeline-state-space-added = { $name } hat einen Space verknüpft
timeline-state-space-removed = { $name } hat die Verknüpfung mit einem Space gelöst
timeline-state-verify-asked = { $name } hat um eine Verifizierung gebeten
timeline-state-verify-accepted = { $name } hat die Verifizierung angenommen
timeline-state-verify-done = { $name } hat die Verifizierung abgeschlossen
timeline-state-verify-cancelled = { $name } hat die Verifizierung abgebrochen
timeline-state-verify-timed-out = Die Verifizierung hat zu lange gedauert
timeline-state-verify-mismatch = Was { $name } bei der Verifizierung verglichen hat, stimmte nicht überein
timeline-state-other = { $name } hat den Raum geändert ({ $kind })

### Media viewer

media-viewer-title = Bild { $at } von { $count }
media-viewer-close = Schließen
media-viewer-download = { $name } herunterladen
media-viewer-zoom-in = Vergrößern
media-viewer-zoom-out = Verkleinern
media-viewer-turn = Um ein Viertel drehen
media-viewer-fit = Einpassen
media-viewer-next = Nächstes Bild
media-viewer-previous = Voriges Bild
media-viewer-failed = Das Bild konnte nicht geladen werden
media-viewer-too-large = Dieses Bild hat zu viele Bildpunkte, um gezeigt zu werden. Es lässt sich herunterladen.
media-viewer-retry = Noch einmal versuchen
media-viewer-loading = Bild wird geladen
media-viewer-document-loading = Die Datei wird geladen
media-viewer-document-failed = Die Datei ließ sich nicht laden
media-viewer-page = Seite { $at } von { $count }
media-viewer-page-name = Seite { $at }
media-viewer-page-failed = Diese Seite lässt sich nicht zeigen.
media-viewer-pdf-locked = Dieses PDF ist mit einem Passwort geschützt. Sichere es, um es anderswo zu öffnen.
media-viewer-pdf-broken = Das ist kein PDF, oder es ist beschädigt.
media-viewer-pdf-slow = Dieses PDF zu zeichnen dauert zu lange. Sichere es, um es anderswo zu öffnen.
media-viewer-pdf-gone = Was PDFs zeigt, ließ sich nicht laden. Versuche es noch einmal, wenn du online bist.
media-viewer-text-large = Dieser Text ist zu groß, um ihn hier zu zeigen. Sichere ihn, um ihn anderswo zu öffnen.
media-viewer-text-none = Diese Datei ist kein Text.

### First run

first-run-title = Du bist drin, { $name }
first-run-lead = Das ist deine Adresse auf Matrix. Gib sie allen, die dir schreiben möchten, auf welchem Server sie auch sind.
first-run-copy = Kopieren
first-run-copied = Kopiert
first-run-rooms = Gute Orte für den Anfang
first-run-join = Beitreten
first-run-join-room = Beitreten: { $room }
first-run-open = Öffnen
first-run-open-room = Öffnen: { $room }
first-run-again = Noch einmal versuchen
first-run-close = Schließen

### User

user-looking = Die Person wird gesucht
user-back = Zurück
user-nobody-title = Niemand dieses Namens
user-nobody-text = Der Server kennt niemanden, der so heißt. Vielleicht ist der Link falsch.
user-failed-title = Diese Person lässt sich gerade nicht nachschlagen
user-again = Noch einmal versuchen
user-write = Nachricht schreiben
user-write-failed = Der Chat ließ sich nicht öffnen
user-copy = Adresse kopieren
user-report = Melden
user-copied = Kopiert
user-share = Teilen
user-purge-title = In welchem Raum?
user-purge-go = Weiter
user-share-title = { $name } teilen

### Shell

shell-no-room-title = Wähl einen Raum
shell-no-room-text = Nimm einen aus der Liste, oder filtere durch Tippen.
connection-offline = Du bist offline. Nachrichten gehen hinaus, sobald du zurück bist.
connection-unreachable = Der Server ist nicht erreichbar. Nachrichten gehen hinaus, sobald er zurück ist.
connection-server = Der Server hat Schwierigkeiten. Es wird von selbst noch einmal versucht.
connection-connecting = Verbinden …
connection-restarting = Neustart nach einem Fehler …
connection-new-version = Es gibt eine neue Version.
connection-reload = Neu laden
connection-try-now = Jetzt versuchen
account-of = Konto von { $name }
account-copy = { $handle } kopieren
account-copied = Deine Adresse wurde kopiert.
account-settings = Einstellungen
account-log-out = Abmelden
account-log-out-title = Abmelden?
account-log-out-text = Nachrichten und Schlüssel auf diesem Gerät werden gelöscht. Verschlüsselte Nachrichten kannst du dann nur mit einem anderen Gerät oder deinem Wiederherstellungsschlüssel wieder lesen.
account-cancel = Abbrechen
settings-title = Einstellungen
settings-sections = Bereiche
settings-appearance = Darstellung
settings-messages = Nachrichten
settings-privacy = Privatsphäre
settings-layout = Anordnung der Nachrichten
settings-layout-modern = Modern
settings-layout-bubbles = Sprechblasen
settings-layout-compact = Kompakt
settings-theme = Farben
settings-theme-system = Wie das System
settings-theme-light = Hell
settings-theme-dark = Dunkel
settings-text-size = Schriftgröße
settings-text-size-small = Klein
settings-text-size-normal = Normal
settings-text-size-large = Groß
settings-text-size-larger = Größer
settings-text-size-largest = Sehr groß
settings-hours = Uhrzeit
settings-hours-system = Wie in deiner Region
settings-hours-twelve = 12 Stunden
settings-hours-twenty-four = 24 Stunden
settings-language = Sprache
settings-ctrl-enter = Mit Strg+Eingabe senden
settings-ctrl-enter-hint = Die Eingabetaste allein beginnt dann eine neue Zeile. Auf einem Mac ist es ⌘+Eingabe.
settings-rich-text = Formatierung beim Schreiben zeigen
settings-rich-text-hint = Fett ist im Feld fett, und Listen sind Listen. Sonst schreibst du Markdown.
settings-spell-check = Rechtschreibfehler beim Schreiben markieren
settings-surround = Zeichen um Ausgewähltes setzen
settings-surround-hint = Wer *, _, (, [ oder ein Anführungszeichen über ausgewählte Wörter tippt, behält die Wörter.
settings-emoticons = :) als 🙂 senden
settings-emoticons-hint = Auch :(, ;), :D, <3 und andere, wo sie allein stehen.
settings-mention-colon = Ein Doppelpunkt hinter der zuerst genannten Person
settings-links = Matrix-Links hier öffnen
settings-links-hint = Der Browser fragt, ob Links, die mit matrix: beginnen, in Protium geöffnet werden sollen.
settings-links-go = Browser fragen
settings-undo-send = Senden rückgängig machen
settings-undo-send-off = Aus
settings-undo-send-seconds = { $seconds } Sekunden
settings-show-typing = Zeigen, wenn andere schreiben
settings-joins = Zeigen, wer kommt und geht
settings-profiles = Geänderte Namen und Bilder zeigen
settings-hidden-hint = Ein Raum kann davon abweichen: In seinem Menü steht dieselbe Wahl.
settings-autoplay = GIFs von selbst abspielen
settings-autoplay-hint = Sonst laufen sie, wenn du sie öffnest. Wünscht dein System weniger Bewegung, stehen sie in jedem Fall still.
settings-effects = Effekte abspielen
settings-effects-hint = Konfetti, Schnee und Ähnliches, wenn eine neue Nachricht sie mitbringt. Wünscht dein System weniger Bewegung, erscheint nichts.
settings-send-previews = Vorschauen von Links mitsenden
settings-send-previews-hint = Während du einen Link schreibst, wird dein Server gefragt, was dahinter steht; nicht in Räumen ohne Vorschau von Links.
settings-maps = Karten immer zeigen
settings-maps-hint = Der Server der Karte erfährt, welche Orte du dir ansiehst.
settings-media-tab = Medien
settings-media = Bilder und Videos zeigen
settings-media-on = Überall
settings-media-private = In privaten Räumen
settings-media-off = Nirgends
settings-media-hint = Was nicht gezeigt wird, wird auch nicht geladen, bis du es sehen willst. Deine anderen Geräte halten sich daran; ein Raum kann abweichen: Sein Menü hat die Wahl.
settings-invite-avatars = Bilder von Einladungen zeigen
settings-invite-avatars-hint = Das Bild eines Raumes oder Menschen, den du noch nicht kennst. Deine anderen Geräte halten sich daran.
settings-picture-size = Größe von Bildern
settings-picture-size-small = Klein
settings-picture-size-normal = Normal
settings-picture-size-large = Groß
settings-play-next = Sprachnachrichten nacheinander abspielen
settings-play-next-hint = Endet eine, beginnt die unmittelbar folgende.
settings-kept-label = Bilder und Dateien auf diesem Gerät
settings-kept-looking = Es wird nachgesehen, wie viel auf diesem Gerät liegt …
settings-kept = Bilder und Dateien auf diesem Gerät: { $kept } von { $most }
settings-kept-unknown = Bis zu { $most } an Bildern und Dateien bleiben auf diesem Gerät.
settings-kept-all = Alles, was hier gespeichert ist, nimmt { $used } ein; der Browser erlaubt { $most }.
settings-kept-clear = Löschen
settings-not-changed = Das ließ sich nicht ändern: { $reason }
settings-public-receipts = Andere sehen lassen, was du gelesen hast
settings-public-receipts-hint = Ausgeschaltet erfahren es nur deine eigenen Geräte. Was andere schon wissen, behalten sie.
settings-send-typing = Andere sehen lassen, wenn du schreibst
settings-here = Diese Einstellungen gelten für diesen Browser.
settings-build = Version { $build }

### Emoji

emoji-recent = Oft benutzt
emoji-title = Emoji
emoji-search = Emoji suchen
emoji-groups = Gruppen
emoji-loading = Emoji werden geladen
emoji-failed = Die Emoji konnten nicht geladen werden. Versuche es wieder, wenn du online bist.
emoji-none = Kein Emoji heißt so
emoji-tone = Hautfarbe
emoji-tone-none = Gelb
emoji-tone-light = Hell
emoji-tone-medium-light = Mittelhell
emoji-tone-medium = Mittel
emoji-tone-medium-dark = Mitteldunkel
emoji-tone-dark = Dunkel

### Threads

thread-title = Thread
thread-menu = Optionen des Threads
thread-copy-link = Link zum Thread kopieren
thread-show-in-room = Im Raum zeigen
thread-new-tab = In neuem Tab öffnen
thread-follow = Diesem Thread folgen
thread-unfollow = Diesem Thread nicht mehr folgen
thread-not-followed = Das ging nicht. { $reason }
side-back = Zurück
side-close = Schließen
side-looking = Sucht weiter zurück
side-again = Noch einmal
side-further = Weiter zurück suchen
files-title = Dateien
files-all = Alle
files-pictures = Bilder
files-audio = Ton
files-other = Andere
files-kinds = Arten von Dateien
files-none = Hier wurden noch keine Dateien gesendet.
polls-title = Umfragen
polls-all = Alle
polls-running = Laufende
polls-ended = Beendete
polls-running-one = Läuft
polls-ended-one = Beendet
polls-kinds = Welche Umfragen
polls-none = Hier hat noch niemand eine Umfrage gestellt.
thread-list-title = Threads
thread-list-open = Threads
thread-list-open-unread = Threads, mit Ungelesenem
thread-list-open-mention = Threads, mit einer Erwähnung von dir
thread-list-loading = Threads werden geladen
thread-list-empty = Hier hat noch niemand einen Thread begonnen. Mit „Im Thread antworten“ an einer Nachricht beginnst du einen.
thread-list-empty-own = Du hast hier in keinem Thread geschrieben.
thread-list-again = Noch einmal versuchen
thread-filter = Welche Threads
thread-filter-all = Alle
thread-filter-own = Mit mir
saved-title = Gespeicherte Nachrichten
saved-open-due =
    { $count ->
        [one] Gespeicherte Nachrichten, { $count } Erinnerung fällig
       *[other] Gespeicherte Nachrichten, { $count } Erinnerungen fällig
    }
saved-back = Zurück zu den Räumen
saved-filters = Welche Nachrichten
saved-all = Alle
saved-planned = Mit Erinnerung
saved-due = Fällig
saved-loading = Gespeicherte Nachrichten werden geladen
saved-none = Nichts ist gespeichert. „Für später speichern“ im Menü einer Nachricht legt sie hier ab.
saved-none-such = Davon gibt es keine.
saved-edit = Notiz und Erinnerung ändern
saved-remove = Aus den gespeicherten Nachrichten entfernen
saved-remind = Erinnerung: { $when }
saved-was-due = War fällig: { $when }
saved-reminder = Erinnerung: { $words } ({ $room })
saved-reminder-bare = Erinnerung an eine Nachricht in { $room }
saved-reminder-title = Erinnerung
saved-reminder-open = Zeigen
save-title = Für später speichern
save-change-title = Gespeicherte Nachricht
save-note = Notiz (freiwillig)
save-remind = Erinnerung
save-remind-never = Keine
save-remind-hour = In einer Stunde
save-remind-tomorrow = Morgen
save-remind-own = Wählen…
save-where = Gespeicherte Nachrichten bleiben verschlüsselt in diesem Browser.
save-past = Dieser Zeitpunkt ist vorbei. Wähle einen späteren.
save-full = Das passt nicht mehr. Eine Notiz darf { $letters } Zeichen haben; ist deine kürzer, entferne zuerst einige gespeicherte Nachrichten.
save-saved = Die Nachricht ist gespeichert.
save-saved-reminder = Die Nachricht ist gespeichert. Du wirst erinnert am { $when }.
save-removed = Die Nachricht ist nicht mehr gespeichert.
save-remove = Entfernen
save-go = Speichern
save-cancel = Abbrechen
thread-activity = Neues in Threads
thread-activity-unread = { $count ->
    [one] Neues in Threads: 1 Thread
   *[other] Neues in Threads: { $count } Threads
}
thread-activity-none = In Threads ist nichts Neues
thread-mark-all-read = Alle als gelesen markieren
thread-not-marked = Die Threads wurden nicht als gelesen markiert. { $reason }
thread-unread =
    { $count ->
        [one] { $count } ungelesene Antwort
       *[other] { $count } ungelesene Antworten
    }

# Packs of emoji and stickers

packs-own = Meine Sammlung
packs-unnamed = Sammlung ohne Namen
packs-packs = Sammlungen
packs-loading = Sammlungen werden geladen
packs-show-all = Alle { $count } zeigen
packs-left-out =
    { $count ->
        [one] In dieser Sammlung ist ein Bild mehr, als gezeigt werden kann.
       *[other] In dieser Sammlung sind { $count } Bilder mehr, als gezeigt werden können.
    }
packs-title = Emoji und Sticker
packs-room-title = Emoji und Sticker von { $room }
packs-close = Schließen
packs-own-hint = Bilder für alle Räume: als Emoji zwischen Wörtern, als Reaktion oder als Sticker.
packs-name = Name der Sammlung
packs-rename = Namen speichern
packs-add = Bilder hinzufügen
packs-empty = In dieser Sammlung sind noch keine Bilder.
packs-pictures = Bilder
packs-shortcode = Name von { $name }
packs-shortcode-invalid = Nur Buchstaben, Ziffern, _, - und + gehen.
packs-shortcode-taken = Ein anderes Bild heißt schon so.
packs-emoji = Emoji
packs-sticker = Sticker
packs-remove = { $name } entfernen
packs-failed = Das ging nicht. { $reason }
packs-adding = { $name } wird hinzugefügt
packs-not-added = { $name } wurde nicht hinzugefügt. { $reason }
packs-again = Noch einmal versuchen
packs-dismiss = Verwerfen
packs-rooms = Sammlungen von Räumen
packs-rooms-empty = Keine Sammlung eines Raums wird in allen Räumen benutzt. Die Sammlungen eines Raums stehen in seinem Menü unter „Emoji und Sticker“.
packs-room-empty = Dieser Raum hat keine Sammlungen.
packs-of-room = In { $room }
packs-everywhere = In allen Räumen benutzen
packs-everywhere-named = { $pack } in allen Räumen benutzen
packs-count =
    { $count ->
        [one] Ein Bild
       *[other] { $count } Bilder
    }
packs-take = { $name } in meine Sammlung legen
packs-take-hint = Ein Bild anwählen, um es in die eigene Sammlung zu legen.
packs-taken = { $name } ist jetzt in deiner Sammlung.
packs-change = Diese Sammlung ändern
packs-delete = Sammlung löschen
packs-delete-sure = Für alle im Raum löschen?
packs-delete-keep = Behalten
packs-new = Name einer neuen Sammlung
packs-create = Sammlung anlegen
stickers-title = Sticker
stickers-search = Sticker suchen
stickers-none = Kein Sticker heißt so
stickers-empty = Hier gibt es noch keine Sticker. In den Einstellungen lassen sich unter „Emoji und Sticker“ welche hinzufügen.

### Locations
location-title = Standort senden
location-close = Schließen
location-cancel = Abbrechen
location-go = Senden
location-find = Meinen Standort verwenden
location-typed = Ort
location-typed-hint = Koordinaten wie 52.5163, 13.3777 oder ein Link zu einer Karte
location-note = Was dort ist (freiwillig)
location-unreadable = Daraus lässt sich kein Ort lesen.
location-show-map = Auf der Karte zeigen
location-map = Karte
location-pin = Der Ort
location-zoom-in = Vergrößern
location-zoom-out = Verkleinern
location-attribution = Woher die Karte stammt
location-scroll-ctrl = Zum Vergrößern beim Scrollen Strg halten
location-scroll-cmd = Zum Vergrößern beim Scrollen ⌘ halten
location-two-fingers = Karte mit zwei Fingern bewegen
location-map-loading = Die Karte wird geladen
location-map-failed = Die Karte konnte nicht geladen werden.
location-map-again = Erneut versuchen
location-about = { $place }, auf { $metres } m genau
location-about-km = { $place }, auf { $kilometres } km genau
location-body = Standort: { $place }
location-body-own = Mein Standort: { $place }
location-denied = Diese Seite darf nicht wissen, wo du bist. Du kannst es in den Einstellungen des Browsers erlauben oder den Ort eingeben.
location-unknown = Das Gerät weiß nicht, wo es ist.
location-too-late = Das Gerät hat nicht rechtzeitig herausgefunden, wo es ist.
location-unsupported = Dieser Browser kann nicht sagen, wo du bist.
location-not-sent = Der Standort wurde nicht gesendet. { $reason }

### Schlüssel, Wiederherstellungsschlüssel, Schlüsselspeicher
settings-encryption = Verschlüsselung
keys-title = Wiederherstellungsschlüssel
keys-offer-title = Damit du alles weiter lesen kannst
keys-offer-text = Mit einem Wiederherstellungsschlüssel kannst du deine verschlüsselten Nachrichten auch dann lesen, wenn du dieses Gerät verlierst oder dich anderswo anmeldest. Niemand sonst hat ihn, auch dein Server nicht.
keys-make = Wiederherstellungsschlüssel erstellen
keys-make-another = Einen neuen erstellen
keys-set-up = Wiederherstellungsschlüssel einrichten
keys-change = Ändern
keys-enter = Eingeben
keys-later = Später
keys-note = Ein Wiederherstellungsschlüssel bringt deine verschlüsselten Nachrichten auf jedes Gerät zurück.
keys-change-text = Du bekommst einen neuen Wiederherstellungsschlüssel. Der bisherige öffnet dann nichts mehr.
keys-unsaved-text = Ein Wiederherstellungsschlüssel wurde erstellt, aber du hast nicht bestätigt, dass du ihn aufbewahrt hast. Falls nicht, erstelle einen neuen.
keys-advice = Bewahre ihn dort auf, wo deine Passwörter sind. Er wird nicht noch einmal angezeigt.
keys-copy = Kopieren
keys-copied = Kopiert.
keys-not-copied = Der Browser hat das Kopieren nicht zugelassen. Markiere den Schlüssel und kopiere ihn selbst.
keys-download = Herunterladen
keys-downloaded = Die Datei liegt in deinen Downloads.
keys-print = Drucken
keys-file =
    Wiederherstellungsschlüssel von { $user }

    { $key }

    Er öffnet deine verschlüsselten Nachrichten. Gib ihn niemandem.
keys-saved = Ich habe meinen Wiederherstellungsschlüssel aufbewahrt
keys-finish = Fertig
keys-done = Dein Wiederherstellungsschlüssel ist eingerichtet.
keys-made-elsewhere = Eben wurde in einem anderen Tab oder auf einem anderen Gerät ein Wiederherstellungsschlüssel erstellt.
keys-confirm-first = Bestätige zuerst, dass du es bist, dann kannst du einen Wiederherstellungsschlüssel erstellen.
keys-replaces = Auf deinem Server liegen Schlüssel, die dieses Gerät nicht öffnen kann. Wenn du weitermachst, werden sie gelöscht, und Nachrichten, die nur sie öffnen, bleiben unlesbar. Hast du ein anderes Gerät, das sie lesen kann? Dann bestätige dieses zuerst damit.
keys-replace-go = Löschen und weitermachen
keys-entry = Wiederherstellungsschlüssel oder Passphrase
keys-entry-hint = Leerzeichen sind egal. Hast du früher stattdessen eine Passphrase gewählt, gilt sie hier auch.
keys-reveal = Eingabe anzeigen
keys-type-it = Gib hier deinen Wiederherstellungsschlüssel ein.
keys-wrong = Das ist nicht der Wiederherstellungsschlüssel dieses Kontos. Prüfe, ob du dich vertippt hast und ob es einen neueren gibt.
keys-opens-nothing = Der Schlüssel passt, aber was er öffnen soll, gehört zu einer Identität, die dieses Konto nicht mehr hat.
keys-none-there = Dieses Konto hat keinen Wiederherstellungsschlüssel.
keys-restoring = Alte Nachrichten kommen: { $done } von { $all } Räumen
keys-restoring-label = Alte Nachrichten kommen
keys-restored = Deine alten Nachrichten sind da.
keys-known-last = Unten steht, was zuletzt bekannt war.
keys-look-again = Noch einmal versuchen
keys-looking = Deine Schlüssel werden angesehen …
keys-device = Dieses Gerät
keys-device-verified = Bestätigt: Deine anderen Geräte und andere Leute können ihm vertrauen.
keys-device-unverified = Nicht bestätigt: Es kann alte verschlüsselte Nachrichten nicht lesen, und andere Leute werden gewarnt.
keys-device-unknown = Ob es bestätigt ist, ist noch nicht bekannt.
keys-recovery-unknown = Ob du einen hast, ist noch nicht bekannt.
keys-recovery-missing = Du hast keinen. Ohne ihn und ohne ein anderes Gerät sind deine verschlüsselten Nachrichten verloren, wenn du dieses Gerät verlierst.
keys-recovery-ready = Du hast einen. Er bringt deine verschlüsselten Nachrichten auf jedes Gerät zurück.
keys-recovery-incomplete = Du hast einen, und dieses Gerät hat nicht alles, was er öffnet.
confirm-title = Bestätige, dass du es bist
confirm-lead = Dieses Gerät ist deinem Konto neu. Wenn du bestätigt hast, dass du es bist, kann es deine alten verschlüsselten Nachrichten lesen, und andere können ihm vertrauen.
confirm-note = Bis dahin kann dieses Gerät deine alten verschlüsselten Nachrichten nicht lesen.
confirm-go = Bestätigen
confirm-by-device = Mit einem anderen Gerät
confirm-by-device-hint = Nimm die Anfrage dort an, wo du schon angemeldet bist, und vergleiche, was beide Geräte zeigen.
confirm-by-key = Mit deinem Wiederherstellungsschlüssel
confirm-no-key = Dieses Konto hat keinen Wiederherstellungsschlüssel.
confirm-done = Bestätigt. Deine alten Nachrichten kommen.
leftovers-title = Von Element übrig
leftovers-note = An dieser Adresse wurde früher Element benutzt, und seine Daten sind noch in diesem Browser.
leftovers-go = Löschen …
leftovers-keep = Behalten
leftovers-question = Löschen, was Element zurückgelassen hat?
leftovers-what = Es braucht Platz und enthält Nachrichten und Schlüssel, die andere auf diesem Gerät finden könnten. Hier wird es nicht gebraucht: Dieses Gerät ist bestätigt, und deine alten Nachrichten sind da.
leftovers-still-used = Wenn du Element an dieser Adresse noch benutzt, bist du dort abgemeldet.
leftovers-keys = Nachrichten, die du hier nicht lesen kannst, weil ihre Schlüssel nie gespeichert wurden, lassen sich auch mit Element nicht mehr lesen.
leftovers-device = Das Gerät, das mit Element angemeldet war, bleibt in der Liste deiner Geräte, bis du es dort abmeldest.
leftovers-not-now = Jetzt nicht
leftovers-delete = Löschen
leftovers-gone = Was Element zurückgelassen hat, ist gelöscht.
leftovers-held = Noch ist nicht alles weg: Element ist in einem anderen Tab offen. Schließe ihn und lösche dann noch einmal.
key-storage-title = Schlüsselspeicher
key-storage-switch = Meine Schlüssel auf dem Server aufbewahren
key-storage-hint = Sie sind verschlüsselt: Nur dein Wiederherstellungsschlüssel und deine bestätigten Geräte können sie öffnen.
key-storage-storing = Schlüssel werden gespeichert: { $done } von { $all }
key-storage-storing-label = Schlüssel werden gespeichert
device-rules-title = Geräte, für die niemand bürgt
device-rules-verified = Nie an nicht verifizierte Geräte senden
device-rules-verified-hint = Was du schreibst, können Leute lesen, die du verifiziert hast, und du selbst auf deinen verifizierten Geräten. Alle anderen sehen, dass es eine Nachricht gibt, aber nicht, was darin steht.
device-rules-secure = Unsichere Geräte ausschließen
device-rules-secure-hint = Geräte, die ihr Besitzer nicht verifiziert hat, bekommen nichts von dir, und was sie senden, wird nicht gezeigt. Dafür muss auch dieses Gerät verifiziert sein. Nach einer Änderung startet Protium im Hintergrund neu, das dauert einen Moment; was du gerade schreibst, bleibt.
key-storage-trouble-title = Der Schlüsselspeicher braucht dich
key-storage-trouble-note = Neue Schlüssel deiner Nachrichten werden zurzeit nicht gespeichert.
key-storage-trouble-go = Reparieren
key-storage-out-of-sync = Dieses Gerät hat nicht den richtigen Schlüssel für das, was auf deinem Server liegt. Bis das repariert ist, werden neue Schlüssel nicht gespeichert.
key-storage-deleted = Eine andere App von dir hat gelöscht, was auf deinem Server lag. Bis der Speicher neu eingerichtet ist, werden neue Schlüssel nicht gespeichert.
key-storage-repair-text = Mit deinem Wiederherstellungsschlüssel verbindet sich dieses Gerät wieder mit dem Schlüsselspeicher oder richtet ihn neu ein.
key-storage-repair-go = Reparieren
key-storage-repair-no-key = Du hast keinen Wiederherstellungsschlüssel. Erstelle einen, dann wird damit auch der Schlüsselspeicher eingerichtet.
key-storage-key-lost = Ich habe ihn nicht
key-storage-repaired = Der Schlüsselspeicher ist wieder in Ordnung.
key-storage-off-title = Schlüsselspeicher ausschalten?
key-storage-off-text = Was auf deinem Server liegt, wird gelöscht:
key-storage-off-history = Wenn du dich auf all deinen Geräten abmeldest oder sie verlierst, sind deine verschlüsselten Nachrichten nicht mehr zu lesen.
key-storage-off-key = Dein Wiederherstellungsschlüssel gilt nicht mehr. Ein neues Gerät kannst du dann nur mit einem anderen deiner Geräte bestätigen.
key-storage-keep-on = Eingeschaltet lassen
key-storage-off-go = Ausschalten
key-file-title = Schlüssel in einer Datei
key-file-text = Eine Datei bringt die Schlüssel deiner verschlüsselten Nachrichten in eine andere App oder bewahrt sie ein zweites Mal auf.
key-file-out = Meine Schlüssel in eine Datei speichern
key-file-in = Schlüssel aus einer Datei holen
key-file-out-lead = Wähle eine Passphrase für die Datei. Wer Datei und Passphrase hat, kann deine verschlüsselten Nachrichten lesen. Auch andere Matrix-Apps können sie öffnen.
key-file-in-lead = Sie kann von hier oder aus einer anderen Matrix-App sein. Nachrichten, die ihre Schlüssel öffnen, werden lesbar. Verloren geht nichts.
key-file-choose = Datei auswählen
key-file-passphrase = Passphrase der Datei
key-file-again = Noch einmal
key-file-hint = Mindestens { $count } Zeichen. Einige Wörter hintereinander kann man sich gut merken.
key-file-weak = Das ist leicht zu erraten. Nimm mindestens { $count } Zeichen, und nicht immer dieselben.
key-file-different = Das ist etwas anderes als oben.
key-file-out-go = Speichern
key-file-in-go = Schlüssel holen
key-file-out-busy = Deine Schlüssel werden gespeichert
key-file-in-busy = Schlüssel werden geholt
key-file-saved =
    { $count ->
        [one] Die Datei liegt in deinen Downloads, mit einem Schlüssel.
       *[other] Die Datei liegt in deinen Downloads, mit { $count } Schlüsseln.
    }
key-file-taken =
    { $count ->
        [0] Nichts Neues: Alle Schlüssel der Datei waren schon hier.
        [one] Ein Schlüssel wurde aus der Datei geholt.
       *[other] { $count } Schlüssel wurden aus der Datei geholt.
    }
key-file-wrong = Diese Passphrase öffnet die Datei nicht. Prüfe, ob du dich vertippt hast.
key-file-damaged = Das ist keine Datei mit Schlüsseln, oder sie ist beschädigt. Es wurde nichts verändert.
key-file-nothing = Auf diesem Gerät sind noch keine Schlüssel.
leave-title = Du würdest Nachrichten verlieren
leave-no-key = Du hast keinen Wiederherstellungsschlüssel. Ist dies dein einziges Gerät, sind deine verschlüsselten Nachrichten nach dem Abmelden nicht mehr zu lesen.
leave-not-stored = Deine Schlüssel sind nicht gespeichert. Ist dies dein einziges Gerät, sind deine verschlüsselten Nachrichten nach dem Abmelden nicht mehr zu lesen.
leave-on-their-way =
    { $count ->
        [one] Ein Schlüssel ist noch auf dem Weg in den Speicher. Warte einen Augenblick, bevor du dich abmeldest.
       *[other] { $count } Schlüssel sind noch auf dem Weg in den Speicher. Warte einen Augenblick, bevor du dich abmeldest.
    }

### Geräte, Anmeldungen, die Identität
reauth-title = Bestätige, dass du es bist
reauth-asking = Einen Moment …
reauth-failed = Das hat nicht geklappt
reauth-again = Erneut versuchen
reauth-refused = Noch nicht bestätigt
reauth-refused-text = Das andere Fenster wurde geschlossen, der Zugriff abgelehnt oder ein anderes Konto benutzt. Es muss { $handle } sein.
reauth-page = Dein Server { $server } möchte, dass du dich noch einmal als { $handle } anmeldest. Das geschieht in einem eigenen Fenster.
reauth-open = Anmelden
reauth-waiting = Wir warten auf das andere Fenster. Bist du dort fertig, geht es hier von selbst weiter.
reauth-show = Fenster zeigen
reauth-confirmed = Ich habe es bestätigt
reauth-blocked = Dein Browser hat das Fenster nicht öffnen lassen. Öffne die Seite über diesen Link und komm danach zurück.
reauth-link = Seite öffnen
reauth-password = Passwort
reauth-password-show = Passwort anzeigen
reauth-password-go = Bestätigen
identity-title = Identität zurücksetzen
identity-hint = Für den Fall, dass du weder ein anderes verifiziertes Gerät noch deinen Wiederherstellungsschlüssel hast. Geräte und Kontakte werden danach neu verifiziert.
identity-reset = Zurücksetzen …
identity-dialog = Identität zurücksetzen?
identity-lost-title = Das lässt sich nicht rückgängig machen
identity-lost-messages = Dein Schlüsselspeicher wird gelöscht. Alte verschlüsselte Nachrichten, die nur er öffnen konnte, bleiben verschlossen, wenn kein Gerät von dir ihre Schlüssel mehr hat.
identity-lost-devices = Alle deine anderen Geräte müssen neu verifiziert werden.
identity-lost-people = Wer dich verifiziert hatte, sieht, dass sich deine Identität geändert hat, und muss dich neu verifizieren.
identity-kept = Konto, Kontakte, Räume und Einstellungen bleiben, wie sie sind.
identity-other-way = Hast du deinen Wiederherstellungsschlüssel noch oder ein anderes verifiziertes Gerät, dann nimm lieber das.
identity-understood = Mir ist klar, was verloren geht
identity-keep = Abbrechen
identity-go = Weiter
identity-close = Fertig
identity-done = Deine Identität ist neu und dieses Gerät ist verifiziert.
identity-next = Richte jetzt einen neuen Wiederherstellungsschlüssel ein, damit das nicht noch einmal nötig wird.
devices-title = Geräte
devices-loading = Deine Geräte werden geladen …
devices-failed = Deine Geräte konnten nicht geladen werden
devices-old = Diese Liste ist vielleicht veraltet
devices-again = Erneut versuchen
devices-here = Dieses Gerät
devices-others = Andere Geräte
devices-others-hint = Auch hier bist du angemeldet. Melde ab, was du nicht kennst oder nicht mehr benutzt.
devices-none = Du bist nirgends sonst angemeldet.
devices-none-such = Keines deiner Geräte ist so.
devices-filters = Welche Geräte gezeigt werden
devices-all = Alle
devices-filter-unverified = Nicht verifiziert
devices-filter-unused = Seit 90 Tagen unbenutzt
devices-choose-all = Alle auswählen
devices-choose = { $name } auswählen
devices-this = Dieses Gerät
devices-verified = Verifiziert
devices-unverified = Nicht verifiziert
devices-no-encryption = Kann keine Verschlüsselung und lässt sich daher nicht verifizieren
devices-browser = { $browser } auf { $system }
devices-client-at = { $program }, unter { $url }
devices-now = Gerade aktiv
devices-seen = Zuletzt aktiv: { $when }
devices-address = von { $address }
devices-id = Geräte-ID: { $id }
devices-rename = { $name } umbenennen
devices-name = Name des Geräts
devices-name-hint = Andere können diesen Namen sehen.
devices-name-save = Speichern
devices-name-empty = Das Gerät braucht einen Namen.
devices-name-long = Der Name darf höchstens { $most } Zeichen haben.
devices-cancel = Abbrechen
devices-sign-out = Abmelden
devices-sign-out-of = Abmelden: { $name }
devices-sign-out-chosen = { $count ->
    [0] Ausgewählte abmelden
    [one] Ausgewähltes abmelden
   *[other] { $count } ausgewählte abmelden
}
devices-sign-out-others = Alle anderen abmelden
devices-sign-out-title = { $count ->
    [one] Dieses Gerät abmelden?
   *[other] { $count } Geräte abmelden?
}
devices-sign-out-text = { $count ->
    [one] Es wird sofort abgemeldet und bekommt keine Nachrichten mehr. Nachrichten und Schlüssel darauf werden gelöscht; verschlüsselte Nachrichten, die nur es öffnen konnte, sind verloren.
   *[other] Sie werden sofort abgemeldet und bekommen keine Nachrichten mehr. Nachrichten und Schlüssel darauf werden gelöscht; verschlüsselte Nachrichten, die nur sie öffnen konnten, sind verloren.
}
devices-sign-out-go = Abmelden
devices-signed-out = { $count ->
    [one] Das Gerät wurde abgemeldet.
   *[other] { $count } Geräte wurden abgemeldet.
}
devices-share = Meinen anderen Geräten sagen, was hier läuft
devices-share-hint = Name, Version und Adresse dieser App stehen dann in der Liste der Geräte. Auch dein Server sieht sie.
new-sign-in = Neue Anmeldung
new-sign-in-title = Neue Anmeldung: { $name }. Warst du das?
new-sign-in-more = { $count ->
    [one] Es gibt noch eine weitere neue Anmeldung.
   *[other] Es gibt noch { $count } weitere neue Anmeldungen.
}
new-sign-in-yes = Ja, das war ich
new-sign-in-no = Nein

### Geräte und Personen verifizieren

verification-verify = Verifizieren
verification-use-other = Anderes Gerät verwenden
verification-title-plain = Verifizieren
verification-title-own = Dein Gerät verifizieren
verification-title = { $name } verifizieren
verification-close = Schließen
verification-cancel = Abbrechen
verification-again = Noch einmal
verification-accept = Annehmen
verification-decline = Ablehnen
verification-continue = Weitermachen
verification-asked-own = Dein Gerät „{ $device }“ möchte sich mit diesem hier verifizieren.
verification-asked = { $name } ({ $user }) möchte, dass ihr euch gegenseitig verifiziert.
verification-asked-unnamed = { $user } möchte, dass ihr euch gegenseitig verifiziert.
verification-unfinished-own = Du verifizierst gerade eines deiner Geräte.
verification-unfinished = Du verifizierst gerade { $name }.
verification-asking = Wird angefragt
verification-not-asked = Die Anfrage ging nicht hinaus. { $reason }
verification-nobody = Es gibt kein verifiziertes Gerät, das antworten könnte.
verification-accepting = Wird angenommen
verification-requested-own = Öffne Protium oder deine andere Matrix-App auf deinem anderen Gerät und nimm dort an. Die Anfrage wartet zehn Minuten.
verification-requested = { $name } muss jetzt annehmen. Bitte darum, die Matrix-App zu öffnen. Die Anfrage wartet zehn Minuten.
verification-ready-own = Nimm beide Geräte zur Hand. Wie möchtest du verifizieren?
verification-ready = Trefft euch oder seht euch in einem Anruf, damit du weißt, dass es wirklich { $name } ist. Wie möchtest du verifizieren?
verification-way-emoji = Emoji vergleichen
verification-way-show = QR-Code zeigen
verification-way-scan = QR-Code scannen
verification-way-none = Die beiden Seiten kennen keinen gemeinsamen Weg. Auf der anderen Seite hilft eine neuere App.
verification-another-way = Anders verifizieren
verification-emoji-soon = Die Emoji kommen gleich
verification-emoji-own = Zeigt dein anderes Gerät dieselben sieben Emoji in derselben Reihenfolge? Du hast etwa eine Minute Zeit.
verification-emoji = Sieht { $name } dieselben sieben Emoji in derselben Reihenfolge? Ihr habt etwa eine Minute Zeit.
verification-emoji-list = Emoji zum Vergleichen
verification-emoji-match = Sie stimmen überein
verification-emoji-differ = Sie stimmen nicht überein
# In der Reihenfolge der Tabelle der Spezifikation, aus deren data-definitions/sas-emoji.json (The Matrix.org Foundation, Apache-2.0).
verification-emoji-names = Hund|Katze|Löwe|Pferd|Einhorn|Schwein|Elefant|Hase|Panda|Hahn|Pinguin|Schildkröte|Fisch|Oktopus|Schmetterling|Blume|Baum|Kaktus|Pilz|Globus|Mond|Wolke|Feuer|Banane|Apfel|Erdbeere|Mais|Pizza|Kuchen|Herz|Lächeln|Roboter|Hut|Brille|Schraubenschlüssel|Weihnachtsmann|Daumen hoch|Regenschirm|Sanduhr|Uhr|Geschenk|Glühbirne|Buch|Bleistift|Büroklammer|Schere|Schloss|Schlüssel|Hammer|Telefon|Flagge|Zug|Fahrrad|Flugzeug|Rakete|Pokal|Ball|Gitarre|Trompete|Glocke|Anker|Kopfhörer|Ordner|Stecknadel
verification-waiting-own = Bestätige es auch auf deinem anderen Gerät
verification-waiting = { $name } muss es noch bestätigen
verification-qr-own = Scanne diesen Code mit deinem anderen Gerät.
verification-qr = Lass { $name } diesen Code scannen.
verification-qr-code = QR-Code zum Verifizieren
verification-scan-own = Richte die Kamera auf den Code deines anderen Geräts.
verification-scan = Richte die Kamera auf den Code, den { $name } zeigt.
verification-camera = Was die Kamera sieht
verification-camera-denied = Der Browser lässt Protium nicht an die Kamera. Erlaube es in den Einstellungen dieser Seite oder vergleiche Emoji: Das geht ohne Kamera.
verification-camera-missing = Es wurde keine Kamera gefunden. Vergleiche Emoji: Das geht ohne Kamera.
verification-camera-busy = Die Kamera antwortet nicht. Vielleicht benutzt sie ein anderes Programm. Du kannst auch Emoji vergleichen: Das geht ohne Kamera.
verification-camera-unsupported = Dieser Browser gibt Seiten keine Kamera. Vergleiche Emoji: Das geht ohne Kamera.
verification-camera-no-reader = Was den Code liest, ließ sich nicht laden. Vergleiche Emoji oder versuche es noch einmal, wenn du online bist.
verification-other-code = Das ist ein anderer Code. Richte die Kamera auf den Code dieser Verifizierung.
verification-scanned-own = Meldet dein anderes Gerät, dass der Code gescannt wurde?
verification-scanned = Meldet das Gerät von { $name }, dass der Code gescannt wurde?
verification-scanned-yes = Ja
verification-scanned-no = Nein
verification-have-scanned-own = Gescannt. Bestätige es jetzt auf deinem anderen Gerät.
verification-have-scanned = Gescannt. Jetzt muss { $name } es bestätigen.
verification-done-own = Verifiziert. Die beiden Geräte vertrauen einander jetzt. Ältere verschlüsselte Nachrichten werden lesbar, wenn sie es nicht waren.
verification-done = Du hast { $name } verifiziert. Ändert sich diese Identität, wirst du gewarnt.
verification-done-close = Fertig
verification-declined-own = Die Anfrage wurde auf deinem anderen Gerät abgelehnt.
verification-declined = { $name } hat die Anfrage abgelehnt.
verification-cancelled-own = Es wurde auf deinem anderen Gerät abgebrochen.
verification-cancelled = { $name } hat abgebrochen.
verification-elsewhere = Ein anderes deiner Geräte hat die Anfrage angenommen. Mach dort weiter.
verification-timed-out = Es hat zu lange gedauert. Nichts hat sich geändert; fang von vorn an, wenn beide Seiten bereit sind.
verification-mismatch-own = Die beiden Seiten zeigen nicht dasselbe. Nichts wurde verifiziert. Vielleicht war es ein Versehen. Es kann aber auch heißen, dass jemand zwischen deinen Geräten sitzt: Melde Geräte ab, die du nicht kennst, und versuche es über ein anderes Netz noch einmal, bevor du etwas Vertrauliches schreibst.
verification-mismatch = Die beiden Seiten zeigen nicht dasselbe. { $name } wurde nicht verifiziert. Vielleicht war es ein Versehen. Es kann aber auch heißen, dass jemand zwischen euch sitzt: Sprecht auf einem anderen Weg darüber und versucht es über ein anderes Netz noch einmal, bevor ihr etwas Vertrauliches schreibt.
verification-simultaneous-own = Auf beiden Geräten wurde zugleich angefragt, darum sind beide Anfragen abgebrochen. Frage nur auf einem von ihnen an.
verification-simultaneous = Du und { $name } habt zugleich angefragt, darum sind beide Anfragen abgebrochen. Es genügt, wenn eine Seite anfragt.
verification-failed = Es kam zu keinem Ende. Nichts hat sich geändert; du kannst von vorn anfangen.
verification-trust-no-keys = Diese Person hat keine Schlüssel, die du verifizieren könntest
verification-trust-verified = Von dir verifiziert
verification-trust-not = Von dir nicht verifiziert
verification-trust-changed = Die Identität hat sich geändert
verification-trust-changed-text = Du hattest { $name } verifiziert, und seitdem ist es eine andere Identität. Vielleicht wurde neu angefangen. Es kann aber auch jemand anderes sein: Frag nach und verifiziere noch einmal.
verification-trust-replaced-text = Die Identität von { $name } ist eine andere als vorher. Vielleicht hat diese Person mit anderen Geräten neu angefangen. Es kann auch jemand anderes sein: Frag im Zweifel nach.
verification-withdraw = Verifizierung zurücknehmen
verification-changed-label = Geänderte Identität
verification-changed-verified = Du hattest { $name } ({ $user }) verifiziert, und das gilt nicht mehr: Seither gibt es eine neue Identität. Hier wird nichts gesendet, bis du dich entschieden hast.
verification-changed = Die Identität von { $name } ({ $user }) hat sich geändert. Vielleicht hat diese Person mit anderen Geräten neu angefangen; frag im Zweifel nach.
verification-changed-more =
    { $count ->
        [one] Bei einer weiteren Person hat sie sich auch geändert.
       *[other] Bei { $count } weiteren Personen hat sie sich auch geändert.
    }
verification-changed-ok = OK

### Going on with what Element has left, on the sign-in page

sign-in-former-title = Du warst hier mit Element angemeldet
sign-in-former-text = Du kannst als { $user } mit dem weitermachen, was dieser Browser schon hat: Dein Gerät und seine Schlüssel bleiben, und du musst nichts bestätigen. Element wird hier dabei abgemeldet.
sign-in-former-continue = Weiter als { $user }
sign-in-former-anew = oder neu anmelden
sign-in-former-open-title = Element ist noch offen
sign-in-former-open-text = Zwei Programme auf einem Gerät verlieren Nachrichten. Schließe Element in allen Tabs und Fenstern dieses Browsers und versuch es dann noch einmal.
sign-in-former-gone-title = Dieses Gerät wurde abgemeldet
sign-in-former-gone-text = Dein Server kennt es nicht mehr. Hier wurde nichts geändert. Melde dich wie gewohnt an.
sign-in-former-unreadable-title = Was Element zurückgelassen hat, lässt sich nicht öffnen
sign-in-former-unreadable-text = Es wurde nichts geändert. Melde dich wie gewohnt an; dein Wiederherstellungsschlüssel oder ein anderes Gerät bringt deine alten Nachrichten zurück.
sign-in-former-failed-title = Das hat nicht geklappt
