# Energy.

page-energy = Energy

energy-message = { $place } drew { $energy }, { $share } of it while not producing
energy-none = { $place }: no energy measured in this period
energy-untold = { $place }: energy is not told
energy-energy = Energy
energy-per-unit = Per good unit
energy-idle = Idle energy
energy-idle-share = Idle share
energy-idle-cost = Cost of idle energy
define-energy-energy = What the work units with a meter drew, in kilowatt-hours.
define-energy-per-unit = Energy in known busy time (producing, stops, changeovers) ÷ good units.
define-energy-idle = Energy drawn outside producing, also in planned stops and time that is not scheduled.
define-energy-idle-cost = Idle energy at the site's price of the production day.
energy-all-cost = all energy cost { $cost }
energy-unpriced = { $energy } without a price: { $why }
energy-idle-where = Idle energy: { $stopped } in stops and changeovers, { $besides } outside planned busy time
energy-by-day = kWh by production day
energy-day-key = from the ground: producing strong, stops and changeovers grey, outside planned busy time in colour, state unknown outlined · faint: days before the period
energy-per-unit-by-day = kWh for each good unit
energy-no-per-unit = There is no energy per good unit: { $why }
energy-no-good-unit = no good unit was counted
energy-worst = { $unit } drew most without producing: { $idle }
energy-unit-key = Idle energy and its share of the machine's energy. What they did meanwhile:
energy-before = Energy before
energy-idle-before = Idle before
energy-table-alt = Energy of each work unit, most idle energy first
energy-part-producing = Producing
energy-part-stopped = Stops, changeovers
energy-part-besides = Outside planned time
energy-part-unknown = State unknown

state-energy-untold-title = No source tells energy here
state-energy-untold = Map a meter's tag as `energy` (a counter of kWh) or `power` (kW) in `tags.csv`; energy, idle energy and energy per good unit follow with the next run.
