package io.glassline.router.city;

import io.glassline.programme.QuietHours;
import java.time.Duration;
import java.util.Optional;

/// What becomes of a form that a citizen leaves open.
///
/// @param remindAfter how long after their last words they are reminded, once
/// @param endAfter how long after them it ends
/// @param quietHours in which they are told nothing
public record CityForms(Duration remindAfter, Duration endAfter, Optional<QuietHours> quietHours) {}
