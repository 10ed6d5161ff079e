package io.glassline.console;

/// Someone who may see the city's rules and say which version is live: a supervisor, or ops. A controller's method that
/// asks for one is closed to everybody else.
record RulesOfficer(StaffSession session) {}
