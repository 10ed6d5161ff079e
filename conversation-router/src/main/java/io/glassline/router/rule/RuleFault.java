package io.glassline.router.rule;

/// A rule that could not be evaluated for a message, and so did not hold.
///
/// @param because the error, without anything the citizen said
public record RuleFault(String rule, String rulesVersion, String because) {}
