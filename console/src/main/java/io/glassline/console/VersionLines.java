package io.glassline.console;

import io.glassline.config.Version;
import io.glassline.config.Version.Step.Kind;
import io.glassline.config.VersionId;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Versions of the city's rules as lines of a list.
@Singleton
final class VersionLines {

    private final Staff staff;
    private final CityTime time;

    VersionLines(Staff staff, CityTime time) {
        this.staff = staff;
        this.time = time;
    }

    VersionLine of(Version version) {
        var approved = version.isApproved();
        var state = version.active()
                ? "active"
                : version.last(Kind.ACTIVATED).isPresent() ? "was-active" : approved ? "approved" : "draft";
        return new VersionLine(
                version.id().hex(),
                href(version.id()),
                version.note().isBlank() ? "(no note)" : version.note(),
                state,
                title(state),
                version.steps().stream().map(this::step).toList(),
                !approved && !version.active(),
                approved && !version.active());
    }

    static String href(VersionId id) {
        return "/console/rules/" + id.hex();
    }

    /// The version that an address or a form names; empty when it is no version's name.
    static Optional<VersionId> id(String hex) {
        try {
            return Optional.of(new VersionId(hex));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String title(String state) {
        return switch (state) {
            case "active" -> "Active";
            case "was-active" -> "Was active";
            case "approved" -> "Approved";
            default -> "Draft";
        };
    }

    private VersionLine.Step step(Version.Step step) {
        var done = switch (step.kind()) {
            case PUSHED -> "Pushed by ";
            case APPROVED -> "Approved by ";
            case ACTIVATED -> "Activated by ";
            case ROLLED_BACK -> "Rolled back by ";
        };
        return new VersionLine.Step(
                done + staff.nameOf(step.who()),
                step.says(),
                time.at(step.at()),
                time.full(step.at()),
                step.at().toString());
    }
}
