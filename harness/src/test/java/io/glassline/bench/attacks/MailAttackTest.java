package io.glassline.bench.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.bench.days.BooksReader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of each hostile mail, into the mailbox of a whole node that has little memory, while citizens mail their
/// questions: the short form of `./glassline bench attacks`.
class MailAttackTest {

    /// Threads that the machine's compilers and the database's connections come and go with.
    private static final int THREADS_SPARE = 12;

    private static final int MAILS_IN_A_FLOOD = 500;

    @TempDir
    static Path folder;

    private static AttackTown town;

    @BeforeAll
    static void start() {
        town = AttackTown.start(folder, 1);
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    @Test
    void noMailIsNowhereAndNobodysQuestionWaitsForOne() throws Exception {
        var threads = town.threads();

        var account = new MailRun(town, 1).run(MailAttacks.ALL, 0);

        account.lines().forEach(System.out::println);
        System.out.println(account.summary());
        assertThat(account.lost()).isEmpty();
        assertThat(account.failed()).isEmpty();
        assertThat(account.genuine()).hasSizeGreaterThan(10);
        assertThat(account.health()).allMatch(AttackTown::isUp);
        assertThat(town.figure("glassline_mail_under_way_seconds")).isZero();
        assertThat(town.threads()).isLessThanOrEqualTo(threads + THREADS_SPARE);
    }

    @Test
    void programsThatAnswerEachOtherEndSoon() {
        var answers = new RobotRun(town, Robot.ALL).run();

        answers.forEach((robot, count) -> System.out.printf("%-45s %d answers%n", robot, count));
        assertThat(answers)
                .allSatisfy(
                        (robot, count) -> assertThat(count).as(robot.kind()).isLessThanOrEqualTo(robot.answersMax()));
    }

    @Test
    void fiveHundredMailsAtOnceFromOneSenderAreAllKept() throws Exception {
        try (var record = new BooksReader(town.servers);
                var genuine = new GenuineMail(town)) {
            for (var n = 0; n < MAILS_IN_A_FLOOD; n++) {
                town.mailbox.deliver(
                        "flood@x.example",
                        "From: flood@x.example\r\nTo: help@city.example\r\nMessage-ID: <f%d@x.example>\r\n\r\nMail %d\r\n"
                                .formatted(n, n));
            }
            new MailRun(town, 1).awaitTaken(genuine.send(), record);
            genuine.close();
            assertThat(MailRun.lostOf("flood@x.example", "<f%d@x.example>", MAILS_IN_A_FLOOD, record.read()))
                    .isEmpty();
        }
    }
}
