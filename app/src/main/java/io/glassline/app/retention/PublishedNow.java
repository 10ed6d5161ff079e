package io.glassline.app.retention;

/// What is published at this moment.
@FunctionalInterface
public interface PublishedNow {

    PublicSchedules schedules();
}
