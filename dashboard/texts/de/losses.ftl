# Verluste.

page-losses = Verluste

losses-no-time = Keine Zeit ist verbucht
losses-spent-unplanned = Von { $calendar } war nichts Planbelegungszeit
losses-spent = { $good } von { $calendar } waren Gutzeit: { $share } der Planbelegungszeit
losses-time-key = Von aller Zeit bis zur Sollzeit der Gutteile, in Stunden; umrandet: nicht geplant oder nicht bekannt
losses-six = Der größte der sechs großen Verluste: { $loss }, { $hours }
losses-six-key = Die sechs großen Verluste, in Stunden
losses-six-alt = Die sechs großen Verluste in Stunden, Stück und Geld
losses-equivalent = Nicht gefertigte Stück
losses-reasons-alt = Gründe der Stillstände
losses-reasons-key = Kosten der Stillstände und ihre Stunden nach Grund, { $currency }. Den Baum der Gründe hinab oder zu den Stillständen:
losses-within = { $branch }: { $told }
losses-all-reasons = Alle Gründe
step-calendar = Alle Zeit
step-unscheduled = Nicht belegt
step-planned = Geplante Stillstände
big-loss-breakdowns = Störungen
big-loss-set-up-and-adjustment = Rüsten und Einstellen
big-loss-minor-stops = Kurzstillstände
big-loss-reduced-speed = Vermindertes Tempo
big-loss-process-defects = Ausschuss im Prozess
big-loss-start-up-rejects = Anfahrausschuss
