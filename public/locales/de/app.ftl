# Texte auf Deutsch der ganzen Oberfläche, neben denen von entrance.ftl.

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
room-list-empty-all = Noch keine Räume. Öffne einen Link zu einem Raum oder lass dich einladen.
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
room-jump-to-date = Zu einem Datum springen
room-link-previews = Vorschau von Links
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
composer-label-thread = Nachricht in den Thread
composer-form = Nachricht schreiben
composer-send = Senden
composer-attach = Anhängen
composer-attach-files = Dateien
composer-attach-poll = Umfrage
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
composer-attachments = Anhänge
composer-remove = { $name } entfernen
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
timeline-delete = Löschen
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
timeline-copied = Kopiert
timeline-code-all = Alle { $count } Zeilen zeigen
timeline-code-fewer = Weniger zeigen
timeline-table = Tabelle
timeline-spoiler = Verdeckter Text, zum Zeigen drücken
timeline-spoiler-about = Verdeckter Text: { $reason }, zum Zeigen drücken

timeline-kind-image = Bild
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
timeline-gif = GIF
timeline-play = { $name } abspielen
timeline-play-voice = Sprachnachricht abspielen
timeline-pause = Anhalten
timeline-seek = Stelle
timeline-speed = Geschwindigkeit { $speed }
timeline-download = { $name } herunterladen
timeline-download-again = { $name } noch einmal herunterladen
timeline-download-failed = Die Datei konnte nicht heruntergeladen werden.
timeline-media-failed = Das konnte nicht geladen werden
timeline-bytes =
    { $count ->
        [one] { $count } Byte
       *[other] { $count } Bytes
    }
timeline-open-map = Karte öffnen
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
timeline-undecryptable-no-backup = Gesendet, bevor du dich auf diesem Gerät angemeldet hast; eine Sicherung der Schlüssel gibt es nicht.
timeline-undecryptable-unverified = Gesendet, bevor du dich auf diesem Gerät angemeldet hast. Wenn du dieses Gerät bestätigst, kommt der Schlüssel vielleicht.
timeline-undecryptable-before-joining = Gesendet, bevor du in diesem Raum warst.
timeline-undecryptable-withheld-unverified = Der Absender teilt Schlüssel nur mit bestätigten Geräten.
timeline-undecryptable-withheld = Der Absender hat den Schlüssel dieser Nachricht nicht geteilt.
timeline-undecryptable-sender = Dem Gerät oder der Identität des Absenders wird nicht vertraut, deshalb wird die Nachricht nicht gezeigt.
timeline-undecryptable-malformed = Diese Nachricht ist beschädigt und lässt sich nicht entschlüsseln.
timeline-shield-clear = Nicht verschlüsselt
timeline-shield-unknown-device = Von einem unbekannten oder gelöschten Gerät verschlüsselt
timeline-shield-unsigned-device = Von einem Gerät verschlüsselt, das sein Besitzer nicht bestätigt hat
timeline-shield-unverified = Von einer Person verschlüsselt, die du nicht bestätigt hast
timeline-shield-violation = Die Identität des Absenders war bestätigt und hat sich seither geändert
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
media-viewer-retry = Noch einmal versuchen
media-viewer-loading = Bild wird geladen

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
settings-show-typing = Zeigen, wenn andere schreiben
settings-joins = Zeigen, wer kommt und geht
settings-profiles = Geänderte Namen und Bilder zeigen
settings-hidden-hint = Ein Raum kann davon abweichen: In seinem Menü steht dieselbe Wahl.
settings-autoplay = GIFs von selbst abspielen
settings-autoplay-hint = Sonst laufen sie, wenn du sie öffnest. Wünscht dein System weniger Bewegung, stehen sie in jedem Fall still.
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
side-back = Zurück
side-close = Schließen
files-title = Dateien
files-all = Alle
files-pictures = Bilder
files-audio = Ton
files-other = Andere
files-kinds = Arten von Dateien
files-looking = Sucht weiter zurück
files-again = Noch einmal
files-further = Weiter zurück suchen
files-none = Hier wurden noch keine Dateien gesendet.
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
