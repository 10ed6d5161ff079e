package io.glassline.router.rule;

import io.glassline.router.words.LocalText;

/// Another government, which does what this city does not.
///
/// @param name as a rule names it, such as `county`
/// @param title what staff and citizens call it
/// @param tells what the citizen is told: that it is not the city's, and whom to ask
public record Jurisdiction(String name, LocalText title, LocalText tells) {}
