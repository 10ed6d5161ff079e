package io.glassline.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.config.Version;
import io.glassline.config.Version.Step.Kind;
import io.glassline.config.VersionId;
import io.glassline.version.Versions.Outcome;
import io.glassline.version.Versions.Pushed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/// A version's way: pushed, approved by another, active, and back. What says "wrong" has a mistake.
public abstract class VersionsContract {

    protected static final Actor LEE = Actor.atConsole("lee");
    protected static final Actor DANA = Actor.atConsole("dana");

    private static final VersionId NOBODY = new VersionId("000000000000");

    /// The versions, of which `first` is the active one.
    protected abstract Versions beginningWith(ConfigurationFiles first);

    @Test
    void whatHasMistakesIsNoVersion() {
        var versions = beginningWith(files("first"));

        var refused = (Pushed.Refused) versions.push(files("wrong"), "", LEE);

        assertThat(refused.problems()).extracting(Problem::says).containsExactly("is wrong");
        assertThat(versions.history(10)).hasSize(1);
        assertThat(versions.find(files("wrong").id())).isEmpty();
    }

    @Test
    void theSameFilesAreTheSameVersion() {
        var versions = beginningWith(files("first"));
        var once = (Pushed.Taken) versions.push(files("second"), "a try", LEE);
        var again = (Pushed.Taken) versions.push(files("second"), "another note", DANA);

        assertThat(once.known()).isFalse();
        assertThat(again.known()).isTrue();
        assertThat(again.version().note()).isEqualTo("a try");
        assertThat(again.version().after()).contains(files("first").id());
        assertThat(versions.files(once.version().id()).orElseThrow().text("city.yml"))
                .isEqualTo("name: second");
        assertThat(versions.history(1))
                .extracting(Version::id)
                .containsExactly(files("second").id());
    }

    @Test
    void aSecondPersonApprovesBeforeItIsActivated() {
        var versions = beginningWith(files("first"));
        var draft = pushed(versions, "second");

        assertThat(refusal(versions.activate(draft, Optional.empty(), LEE))).contains("Nobody has approved");
        assertThat(refusal(versions.approve(draft, LEE))).contains("a second person must");
        assertThat(refusal(versions.approve(draft, Actor.byToken("tool").onBehalfOf("lee"))))
                .contains("a second person must");
        assertThat(done(versions.approve(draft, DANA)).isApproved()).isTrue();
        assertThat(refusal(versions.approve(draft, DANA))).contains("dana has approved it already");
        assertThat(versions.active()).contains(files("first").id());

        var live = done(versions.activate(draft, Optional.of(files("first").id()), LEE));

        assertThat(live.active()).isTrue();
        assertThat(live.steps())
                .extracting(Version.Step::kind)
                .containsExactly(Kind.PUSHED, Kind.APPROVED, Kind.ACTIVATED);
        assertThat(versions.active()).contains(draft);
        assertThat(refusal(versions.activate(draft, Optional.empty(), LEE))).contains("active already");
    }

    @Test
    void whatIsNotThereIsNeitherApprovedNorActivated() {
        var versions = beginningWith(files("first"));

        assertThat(refusal(versions.approve(NOBODY, LEE))).contains("There is no version 000000000000");
        assertThat(refusal(versions.activate(NOBODY, Optional.empty(), LEE))).contains("There is no version");
        assertThat(versions.find(NOBODY)).isEmpty();
        assertThat(versions.files(NOBODY)).isEmpty();
    }

    @Test
    void whoSawAnotherVersionActiveIsTold() {
        var first = files("first");
        var versions = beginningWith(first);
        var one = approved(versions, "one");
        var other = approved(versions, "other");
        done(versions.activate(one, Optional.of(first.id()), LEE));

        assertThat(refusal(versions.activate(other, Optional.of(first.id()), LEE)))
                .contains("Meanwhile " + one);
        assertThat(versions.active()).contains(one);
    }

    @Test
    void goingBackTwiceGoesTwoVersionsBack() {
        var first = files("first");
        var versions = beginningWith(first);
        var second = approved(versions, "second");
        var third = approved(versions, "third");
        done(versions.activate(second, Optional.empty(), LEE));
        done(versions.activate(third, Optional.empty(), LEE));

        assertThat(done(versions.rollback(Optional.of(third), DANA)).id()).isEqualTo(second);
        assertThat(done(versions.rollback(Optional.of(second), DANA)).id()).isEqualTo(first.id());
        assertThat(refusal(versions.rollback(Optional.empty(), DANA))).contains("no version before");
        assertThat(versions.find(third).orElseThrow().last(Kind.ROLLED_BACK)).isPresent();
        assertThat(versions.find(first.id()).orElseThrow().active()).isTrue();
    }

    @Test
    void ofTwoWhoGoBackAtOnceTheSecondIsTold() {
        var first = files("first");
        var versions = beginningWith(first);
        var second = approved(versions, "second");
        var third = approved(versions, "third");
        done(versions.activate(second, Optional.empty(), LEE));
        done(versions.activate(third, Optional.empty(), LEE));

        assertThat(done(versions.rollback(Optional.of(third), LEE)).id()).isEqualTo(second);
        assertThat(refusal(versions.rollback(Optional.of(third), DANA)))
                .contains("Meanwhile " + second, "nothing was rolled back");
        assertThat(versions.active()).contains(second);
    }

    private static VersionId approved(Versions versions, String name) {
        var id = pushed(versions, name);
        done(versions.approve(id, DANA));
        return id;
    }

    private static VersionId pushed(Versions versions, String name) {
        return ((Pushed.Taken) versions.push(files(name), "a try", LEE))
                .version()
                .id();
    }

    protected static Version done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).version();
    }

    protected static String refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).because();
    }

    protected static List<Problem> mistakes(ConfigurationFiles files) {
        return files.text("city.yml").contains("wrong")
                ? List.of(new Problem("city.yml", 1, "name", "is wrong"))
                : List.of();
    }

    /// A folder with one file.
    protected static ConfigurationFiles files(String name) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("city.yml"));
            zip.write(("name: " + name).getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ((Parsed.Good<ConfigurationFiles>) ConfigurationFiles.ofZip(bytes.toByteArray())).value();
    }
}
