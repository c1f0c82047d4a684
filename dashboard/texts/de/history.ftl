# Was wann veröffentlicht und was berichtigt wurde.

n-version = { $n ->
    [one] { $n } Version
   *[other] { $n } Versionen
 }
n-setting = { $n ->
    [one] { $n } geänderte Einstellung
   *[other] { $n } geänderte Einstellungen
 }
n-adjustment = { $n ->
    [one] { $n } Anpassung
   *[other] { $n } Anpassungen
 }
n-closed-period = { $n ->
    [one] Der abgeschlossene Buchungszeitraum ist
   *[other] Die { $n } abgeschlossenen Buchungszeiträume sind
 }

history-newest = Grund dieser Veröffentlichung: { $reason }
history-key = { $versions }, die neueste zuerst
history-published = Veröffentlicht
history-reason = Grund
history-restated-days = Berichtigte Zahlen
history-new-files = Neue Dateien
history-retracted = Zurückgezogene Dateien
history-configuration = Konfiguration geändert
history-settings = Geänderte Einstellungen
history-code = Code geändert
history-version = Version
history-release = Release
history-alt = Veröffentlichte Versionen und ihre Unterschiede
history-settings-alt = Geänderte Einstellungen, Preise und Sätze
history-origin = Steht in
history-item = Eintrag
history-setting = Einstellung
history-before = Davor
history-after = Danach

restated-none = Kein Tag wurde seit seiner ersten Veröffentlichung berichtigt
restated-moved = Berichtigt: OEE von { $place } am { $day }, { $change }
restated-cost-moved = Berichtigt: { $place } am { $day }
restated-key = Tage, deren Zahlen von den zuerst gemeldeten abweichen, die neueste Änderung ({ $when }) zuerst; Kosten sind die der Stillstände, wie konfiguriert
restated-removed = Der Tag hat keine Zahlen mehr
restated-oee-first = OEE zuerst
restated-oee-now = OEE jetzt
restated-points = Punkte
restated-cost-first = Kosten zuerst
restated-cost-now = Kosten jetzt
restated-difference = Unterschied
restated-changed = Berichtigt
restated-first-published = Zuerst veröffentlicht
restated-level = Ebene
restated-alt = Zahlen, wie zuerst gemeldet und wie jetzt
level-enterprise = Unternehmen
level-site = Werk
level-line = Linie
level-work-unit = Arbeitseinheit

closed-none = Noch kein Buchungszeitraum ist abgeschlossen
closed-none-next = Buchungszeiträume stehen in `fiscal_periods.csv`; ab `closed_on` sind ihre Zahlen eingefroren, und spätere Änderungen stehen hier.
closed-adjusted = { $adjustments } abgeschlossener Buchungszeiträume
closed-unchanged = { $periods } seit dem Abschluss unverändert
closed-key = Abgeschlossen: { $periods }. Der Stand beim Abschluss und alle Anpassungen seither ergeben die heutige Zahl.
closed-period = Buchungszeitraum
closed-as-closed = Beim Abschluss
closed-adjustment = Anpassung
closed-policy = Regel oder Währung
history-behind = Berichtigt durch die Veröffentlichung vom { $when } ({ $reason }); ihre Dateien und geänderten Einstellungen:
history-setting-was = `{ $origin }`, { $setting }: { $before } → { $after }
closed-alt = Anpassungen abgeschlossener Buchungszeiträume, die neuesten zuerst
