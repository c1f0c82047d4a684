# Wenn es keine Zahl zu zeigen gibt: was ist, und was zu tun ist.

state-no-figures = Es gibt noch keine Zahlen
state-no-run-title = Es ist noch kein Lauf fertig
state-no-run = In `{ $folder }` ist nichts veröffentlicht.
state-make-demo = Um das Demowerk zu erzeugen und anzusehen:
state-load-own = Um die Dateien eines eigenen Arbeitsbereichs zu laden und seine Zahlen zu veröffentlichen:
state-by-itself = Diese Seite zeigt die Zahlen von selbst, sobald sie veröffentlicht sind.

state-no-day = Hier gibt es noch keinen Produktionstag
state-no-day-why = Der Ort ist konfiguriert, aber noch ist nichts für ihn veröffentlicht. Wählen Sie links einen anderen Ort oder prüfen Sie, ob seine Quellen Dateien haben und seine Messstellen zugeordnet sind.

state-not-planned-title = Es war keine Produktion geplant
state-not-planned = Ohne Planbelegungszeit gibt es keine OEE und keinen Verlust. Wählen Sie links einen anderen Zeitraum oder entfernen Sie einen Filter.

state-failed-title = Der neueste Lauf wurde nicht veröffentlicht
state-failed-since = Die Zahlen sind von { $published }; { $run } wurde nicht veröffentlicht, denn: { $reason }.
state-failed-first = Nicht veröffentlicht wurde { $run }, denn: { $reason }.
state-failed-run = der Lauf von { $moment }
state-failed-later = ein späterer Lauf
state-failed-next = Die letzte gute Version bleibt, bis die Ursache behoben ist. Siehe das Protokoll des Laufs oder `millrace status`.

state-mismatch = Die veröffentlichten Zahlen gehören zu einer anderen Version
state-mismatch-title = Versionen passen nicht zusammen
state-mismatch-why = { $error } Veröffentlichen Sie erneut mit der Version dieses Dashboards: Sie baut die Zahlen aus dem Lake neu auf.
state-mismatch-columns = Die { $n } fehlenden Spalten

state-unreadable = Die veröffentlichten Zahlen sind nicht lesbar
state-unreadable-title = Lesefehler
unreadable-now = { $file } war nicht lesbar: { $error }
state-unreadable-why = { $error } Nichts wurde verändert: Der Lake und frühere Versionen sind unberührt. Veröffentlichen Sie erneut; tritt der Fehler wieder auf, prüfen Sie die Festplatte und das Protokoll des letzten Laufs.
