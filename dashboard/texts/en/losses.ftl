# Losses.

page-losses = Losses

losses-no-time = No time is accounted for
losses-spent-unplanned = None of { $calendar } was planned busy time
losses-spent = { $good } of { $planned } planned busy time were good time: { $share }
losses-time-key = From all time down to the ideal time of good units, in hours; outlined: not planned, or not known
losses-six = Largest of the six big losses: { $loss }, { $hours }
losses-six-key = The six big losses, in hours; in money the scrap of restarts is among the start-up rejects, not in the cost of stops
losses-six-alt = The six big losses in hours, units and money
losses-equivalent = Units not made
losses-reasons-alt = Reasons of stops
losses-reasons-key = Cost of stops and their hours by reason, { $currency }. Go down the tree of reasons, or to the stops:
losses-within = { $branch }: { $told }
losses-all-reasons = All reasons
step-calendar = All time
step-unscheduled = Not scheduled
step-planned = Planned stops
big-loss-breakdowns = Breakdowns
big-loss-set-up-and-adjustment = Set-up and adjustment
big-loss-minor-stops = Minor stops
big-loss-reduced-speed = Reduced speed
big-loss-process-defects = Process defects
big-loss-start-up-rejects = Start-up rejects
