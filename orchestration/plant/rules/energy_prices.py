"""Energy prices of plant.yaml: one from each production date."""

from orchestration.plant.errors import Problems
from orchestration.plant.files.yaml_document import YamlDocument, written
from orchestration.plant.outline import Outline


def check_energy_prices(document: YamlDocument, outline: Outline, problems: Problems) -> None:
    """Find sites with two prices from the same day."""
    for place in outline.places:
        prices = place.raw.get("energy_prices") if place.level == "site" else None
        seen: dict[str, int] = {}
        for index, price in enumerate(prices if isinstance(prices, list) else []):
            if not isinstance(price, dict):
                continue
            path = (*place.path, "energy_prices", index)
            since, line = str(price.get("valid_from", "1970-01-01")), document.line(path)
            if since in seen:
                message = f"the price valid from {since} is there already, in line {seen[since]}."
                problems.add(document.name, line, written(path), message, "Keep one, or give it another valid_from.")
            seen.setdefault(since, line)
