package io.glassline.console;

import java.util.List;

/// One campaign as lists and its own page begin with it.
///
/// @param state the word for how far it has come
/// @param steps who did what and when, in order
record CampaignLine(String href, String programme, String words, String state, String stateTitle, List<String> steps) {}
