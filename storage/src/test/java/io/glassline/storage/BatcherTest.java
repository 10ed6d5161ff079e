package io.glassline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatcherTest {

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();

    @Test
    void whatIsAskedWhileABatchIsUnderWayGoesTogetherInTheNext() {
        var first = new CountDownLatch(1);
        try (var batcher = new Batcher<String, String>("test", 3, 10, _ -> false, questions -> {
            batches.add(List.copyOf(questions));
            await(first);
            return questions.stream().map(question -> question + "!").toList();
        })) {
            var answers = new ArrayList<CompletableFuture<String>>();
            answers.add(batcher.put("a"));
            while (batches.isEmpty()) {
                Thread.onSpinWait();
            }
            for (var question : List.of("b", "c", "d", "e")) {
                answers.add(batcher.put(question));
            }
            first.countDown();

            assertThat(answers.stream().map(CompletableFuture::join)).containsExactly("a!", "b!", "c!", "d!", "e!");
            assertThat(batches).containsExactly(List.of("a"), List.of("b", "c", "d"), List.of("e"));
        }
    }

    @Test
    void afterABatchOfSeveralTheNextWaitsForCompanyUntilItIsFull() throws InterruptedException {
        var first = new CountDownLatch(1);
        try (var batcher = new Batcher<String, String>(
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
            batcher.put("alone");
            while (batches.isEmpty()) {
                Thread.onSpinWait();
            }
            var several = List.of(batcher.put("a"), batcher.put("b"));
            first.countDown();
            several.forEach(CompletableFuture::join);
            var next = batcher.put("c");
            Thread.sleep(100); // time enough to be asked alone, which it must not
            batcher.put("d");
            next.join();
            var last = batcher.put("e");
            batcher.close();

            assertThat(last).isCompletedWithValue("e");
            assertThat(batches).containsExactly(List.of("alone"), List.of("a", "b"), List.of("c", "d"), List.of("e"));
        }
    }

    @Test
    void onlyWhoeverBroughtWhatCannotBeDoneIsTold() {
        var open = new CountDownLatch(1);
        try (var batcher = new Batcher<String, String>("test", 10, 10, _ -> false, questions -> {
            await(open);
            if (questions.contains("bad")) {
                throw new IllegalArgumentException("bad");
            }
            return questions;
        })) {
            var good = List.of(batcher.put("a"), batcher.put("b"));
            var bad = batcher.put("bad");
            open.countDown();

            assertThat(good.stream().map(CompletableFuture::join)).containsExactly("a", "b");
            assertThatThrownBy(bad::join).hasMessageContaining("bad");
        }
    }

    @Test
    void aServerThatIsAwayIsNotAskedAgainForEach() {
        var open = new CountDownLatch(1);
        try (var batcher = new Batcher<String, String>("test", 10, 10, _ -> true, questions -> {
            await(open);
            batches.add(questions);
            throw new IllegalStateException("away");
        })) {
            var answers = List.of(batcher.put("a"), batcher.put("b"), batcher.put("c"));
            open.countDown();
            answers.forEach(answer -> assertThatThrownBy(answer::join).hasMessageContaining("away"));
            assertThat(batches).hasSizeLessThan(3);
        }
    }

    @Test
    void refusesAtOnceWhenTooMuchWaitsAndOnceItIsClosed() {
        var open = new CountDownLatch(1);
        var batcher = new Batcher<String, String>("test", 1, 1, _ -> false, questions -> {
            batches.add(questions);
            await(open);
            return questions;
        });
        batcher.put("under way");
        while (batches.isEmpty()) {
            Thread.onSpinWait();
        }
        var waits = batcher.put("waits");
        assertThatThrownBy(() -> batcher.ask("too much")).hasMessage("more than 1 wait for test");

        open.countDown();
        batcher.close();
        assertThat(waits).isCompletedWithValue("waits");
        assertThatThrownBy(() -> batcher.ask("late")).hasMessage("test is closed");
    }

    @Test
    void aHandlerGetsBatchesThatAreFullBySizeAndAnswersThem() {
        var open = new CountDownLatch(1);
        var limits = new Batcher.Limits<String>(10, 10, () -> {
            var chars = new AtomicInteger();
            return question -> chars.addAndGet(question.length()) >= 4;
        });
        try (var batcher = new Batcher<String, Integer>("test", limits, REFUSALS, batch -> {
            batches.add(batch.stream().map(Batcher.Request::question).toList());
            await(open);
            batch.forEach(one -> one.answer().complete(one.question().length()));
        })) {
            var first = batcher.put("a");
            while (batches.isEmpty()) {
                Thread.onSpinWait();
            }
            var others = List.of(batcher.put("bb"), batcher.put("ccc"), batcher.put("d"));
            assertThat(batcher.longestWait()).isPositive();
            open.countDown();

            assertThat(first.join()).isEqualTo(1);
            assertThat(others.stream().map(CompletableFuture::join)).containsExactly(2, 3, 1);
            assertThat(batches).containsExactly(List.of("a"), List.of("bb", "ccc"), List.of("d"));
        }
    }

    @Test
    void aHandlerThatFailsFailsItsBatchAndNoOther() {
        try (var batcher =
                new Batcher<String, String>("test", new Batcher.Limits<>(1, 10, () -> _ -> false), REFUSALS, batch -> {
                    if (batch.getFirst().question().equals("bad")) {
                        throw new IllegalArgumentException("bad");
                    }
                    batch.forEach(one -> one.answer().complete(one.question()));
                })) {
            assertThatThrownBy(() -> batcher.ask("bad")).hasMessage("bad");
            assertThat(batcher.ask("good")).isEqualTo("good");
        }
    }

    private static final Batcher.Refusals REFUSALS = new Batcher.Refusals() {
        @Override
        public RuntimeException full() {
            return new IllegalStateException("full");
        }

        @Override
        public RuntimeException closed() {
            return new IllegalStateException("closed");
        }
    };

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
