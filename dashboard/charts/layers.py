"""What a screen reader is told of the layers of a chart."""

import altair as alt


def with_marks(*layers: alt.Chart) -> list[alt.Chart]:
    """``layers``, those whose frame has no row hidden from screen readers.

    Vega makes a layer without marks a picture without a name, which a screen reader stumbles over (WCAG 1.1.1).
    """
    for layer in layers:
        if not len(layer.data):
            layer.mark.aria = False
    return list(layers)
