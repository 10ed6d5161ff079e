package io.glassline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/// The rules of ARCHITECTURE.md that the module graph alone cannot hold.
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.glassline");

    private static final String[] CORE = {
        "io.glassline.message..",
        "io.glassline.conversation..",
        "io.glassline.channel..",
        "io.glassline.routing..",
        "io.glassline.consent..",
        "io.glassline.audit..",
        "io.glassline.intake..",
        "io.glassline.turn..",
        "io.glassline.outbox..",
        "io.glassline.offer..",
        "io.glassline.desk..",
        "io.glassline.config..",
        "io.glassline.store..",
        "io.glassline.media..",
        "io.glassline.network..",
        "io.glassline.person..",
        "io.glassline.source..",
        "io.glassline.place..",
        "io.glassline.request..",
        "io.glassline.form..",
        "io.glassline.rating..",
        "io.glassline.satisfaction..",
        "io.glassline.receipt..",
        "io.glassline.spelling..",
        "io.glassline.programme..",
        "io.glassline.template..",
        "io.glassline.privacy..",
        "io.glassline.figure..",
        "io.glassline.retention..",
        "io.glassline.records..",
        "io.glassline.answer..",
        "io.glassline.feed..",
        "io.glassline.phrasing.."
    };

    private static final String[] PROOF = {
        "io.glassline.demo..", "io.glassline.simulator..", "io.glassline.embedded..", "io.glassline.bench.."
    };

    @Test
    void theCoreAndTheLogKnowNothingButTheJdk() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .or()
                .resideInAPackage("io.glassline.log..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        concat(CORE, "io.glassline.log..", "java..", "javax.crypto..", "org.jspecify.."))
                .check(CLASSES);
    }

    @Test
    void theLogDoesNotKnowTheCore() {
        noClasses()
                .that()
                .resideInAPackage("io.glassline.log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CORE)
                .check(CLASSES);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        slices().matching("io.glassline.channels.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        com.tngtech.archunit.base.DescribedPredicate.alwaysTrue(),
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                "io.glassline.channels.twilio"))
                .check(CLASSES);
    }

    @Test
    void micronautStaysInTheAppAndTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.glassline.app..", "io.glassline.console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micronaut..")
                .check(CLASSES);
    }

    @Test
    void theProductDoesNotKnowWhatProvesIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PROOF)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROOF)
                .check(CLASSES);
    }

    @Test
    void noPackageIsInACircle() {
        slices().matching("io.glassline.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /// In these packages each type is a slice, so that no two of them call each other in a circle.
    @Test
    void noStepAndNoReplyOfTheRouterIsInACircle() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().matches("io\\.glassline\\.router(\\.(step|reply|context))?")
                                ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "the types of the router's turn, steps and replies";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void onlyTheAppReadsTheWallClock() {
        noClasses()
                .that()
                .resideOutsideOfPackages(concat(PROOF, "io.glassline.app.."))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(CLASSES);
    }

    private static String[] concat(String[] first, String... more) {
        var all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
