package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// How often each rule decided lately, and what nobody had a rule for.
///
/// @param rules the city's own, in their order
/// @param steps what the gateway decides by before and after them
/// @param never the city's rules that never decided
record RuleUsePage(
        PageFrame frame,
        int days,
        List<FiguresPage.Figure> figures,
        List<Use> rules,
        List<Use> steps,
        List<String> never,
        List<Missed> missed,
        int missedMax,
        boolean mayRead) {

    /// @param percent of the rule that decided most
    record Use(int number, String rule, String count, String share, int percent, boolean never) {}

    /// @param href the conversation; empty for who may not read it
    record Missed(ChannelTitle channel, String language, String rule, String because, Optional<String> href) {}
}
