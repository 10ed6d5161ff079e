package io.glassline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();

    @Test
    void whatIsAskedWhileABatchIsUnderWayGoesTogetherInTheNext() {
        var first = new CountDownLatch(1);
        try (var gathering = new Gathering<String, String>("test", 3, 10, _ -> false, questions -> {
            batches.add(List.copyOf(questions));
            await(first);
            return questions.stream().map(question -> question + "!").toList();
        })) {
            var answers = new ArrayList<CompletableFuture<String>>();
            answers.add(gathering.put("a"));
            while (batches.isEmpty()) {
                Thread.onSpinWait();
            }
            for (var question : List.of("b", "c", "d", "e")) {
                answers.add(gathering.put(question));
            }
            first.countDown();

            assertThat(answers.stream().map(CompletableFuture::join)).containsExactly("a!", "b!", "c!", "d!", "e!");
            assertThat(batches).containsExactly(List.of("a"), List.of("b", "c", "d"), List.of("e"));
        }
    }

    @Test
    void afterABatchOfSeveralTheNextWaitsForCompanyUntilItIsFull() throws InterruptedException {
        var first = new CountDownLatch(1);
        try (var gathering = new Gathering<String, String>(
                "test",
                2,
                10,
                _ -> false,
                questions -> {
                    batches.add(List.copyOf(questions));
                    await(first);
                    return questions;
                },
                Duration.ofHours(1))) {
            gathering.put("alone");
            while (batches.isEmpty()) {
                Thread.onSpinWait();
            }
            var several = List.of(gathering.put("a"), gathering.put("b"));
            first.countDown();
            several.forEach(CompletableFuture::join);
            var next = gathering.put("c");
            Thread.sleep(100); // time enough to be asked alone, which it must not
            gathering.put("d");
            next.join();
            var last = gathering.put("e");
            gathering.close();

            assertThat(last).isCompletedWithValue("e");
            assertThat(batches).containsExactly(List.of("alone"), List.of("a", "b"), List.of("c", "d"), List.of("e"));
        }
    }

    @Test
    void onlyWhoeverBroughtWhatCannotBeDoneIsTold() {
        var open = new CountDownLatch(1);
        try (var gathering = new Gathering<String, String>("test", 10, 10, _ -> false, questions -> {
            await(open);
            if (questions.contains("bad")) {
                throw new IllegalArgumentException("bad");
            }
            return questions;
        })) {
            var good = List.of(gathering.put("a"), gathering.put("b"));
            var bad = gathering.put("bad");
            open.countDown();

            assertThat(good.stream().map(CompletableFuture::join)).containsExactly("a", "b");
            assertThatThrownBy(bad::join).hasMessageContaining("bad");
        }
    }

    @Test
    void aServerThatIsAwayIsNotAskedAgainForEach() {
        var open = new CountDownLatch(1);
        try (var gathering = new Gathering<String, String>("test", 10, 10, _ -> true, questions -> {
            await(open);
            batches.add(questions);
            throw new IllegalStateException("away");
        })) {
            var answers = List.of(gathering.put("a"), gathering.put("b"), gathering.put("c"));
            open.countDown();
            answers.forEach(answer -> assertThatThrownBy(answer::join).hasMessageContaining("away"));
            assertThat(batches).hasSizeLessThan(3);
        }
    }

    @Test
    void refusesAtOnceWhenTooMuchWaitsAndOnceItIsClosed() {
        var open = new CountDownLatch(1);
        var gathering = new Gathering<String, String>("test", 1, 1, _ -> false, questions -> {
            batches.add(questions);
            await(open);
            return questions;
        });
        gathering.put("under way");
        while (batches.isEmpty()) {
            Thread.onSpinWait();
        }
        var waits = gathering.put("waits");
        assertThatThrownBy(() -> gathering.ask("too much")).hasMessage("more than 1 wait for test");

        open.countDown();
        gathering.close();
        assertThat(waits).isCompletedWithValue("waits");
        assertThatThrownBy(() -> gathering.ask("late")).hasMessage("test is closed");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
