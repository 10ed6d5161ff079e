package io.glassline.bench.attacks;

import io.glassline.bench.town.City;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./glassline bench attacks`
@Command(
        name = "attacks",
        description = {
            "Hostile mails of every kind in the city's mailbox, programs that answer each other, and strangers over HTTP, against",
            "one node with little memory, while citizens ask. At the end what became of each; none may be nowhere."
        },
        mixinStandardHelpOptions = true)
public final class AttacksCommand implements Callable<Integer> {

    @Option(names = "--seed", defaultValue = "1", description = "in which order (${DEFAULT-VALUE})")
    long seed;

    @Option(names = "--rounds", defaultValue = "1", description = "how often each is done (${DEFAULT-VALUE})")
    int rounds;

    @Override
    public Integer call() throws Exception {
        var folder = City.home().resolve(".glassline/attacks/seed-" + seed);
        delete(folder);
        Files.createDirectories(folder);
        var isGood = true;
        try (var town = AttackTown.start(folder, seed)) {
            for (var round = 0; round < rounds; round++) {
                System.out.println("round " + (round + 1) + ", mail");
                var mail = new MailRun(town, seed + round).run(MailAttacks.ALL, round * MailAttacks.ALL.size());
                mail.lines().forEach(System.out::println);
                System.out.println(mail.summary());
                isGood &= mail.isGood();
                System.out.println("round " + (round + 1) + ", programs that answer: answers to each");
                for (var robot : new RobotRun(town, Robot.ALL).run().entrySet()) {
                    var isFew = robot.getValue() <= robot.getKey().answersMax();
                    System.out.printf(
                            "%-56s %d%s%n", robot.getKey(), robot.getValue(), isFew ? "" : " FAULT: too many");
                    isGood &= isFew;
                }
                System.out.println("round " + (round + 1) + ", HTTP");
                for (var attack : HttpAttack.ALL) {
                    var account = new HttpRun(town).run(attack);
                    System.out.println(account.line());
                    isGood &= account.isGood();
                }
            }
        }
        System.out.println(isGood ? "all accounted for" : "FAULT: see above; the record is in " + folder);
        if (isGood) {
            delete(folder);
        }
        return isGood ? 0 : 1;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
