package io.glassline.app.node;

import io.glassline.app.work.LockedWorker;
import io.glassline.app.work.TurnWorker;
import io.glassline.form.FormReminderWork;
import io.glassline.form.FormReminders;
import io.glassline.form.LookAgainWork;
import io.glassline.router.reply.LeftFormWords;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgAwayForms;
import io.glassline.storage.postgres.PgLeftForms;
import java.time.Duration;
import java.util.Optional;

/// What reminds citizens of forms that they left open, and asks sources again that were away.
record FormsWiring(LockedWorker worker, LockedWorker lookingAgain) {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN_EVERY = Duration.ofSeconds(5);

    static FormsWiring open(
            NodeContext node, StorageWiring storage, ChannelsWiring channels, LiveCity live, TurnWorker turns) {
        var work = new FormReminderWork(
                new PgLeftForms(storage.database()),
                () -> reminders(live.now()),
                () -> live.now().city().zone(),
                storage.store(),
                storage.sessions(),
                channels.channels(),
                storage.ledger(),
                storage.audit(),
                node.clock(),
                turns::ready);
        var again = new LookAgainWork(
                new PgAwayForms(storage.database()),
                live,
                storage.store(),
                storage.sessions(),
                channels.channels(),
                storage.ledger(),
                storage.audit(),
                node.clock(),
                turns::ready);
        return new FormsWiring(
                worker(node, storage, "reminding of forms", LOOK_EVERY, work::step),
                worker(node, storage, "asking sources again", LOOK_AGAIN_EVERY, again::step));
    }

    /// A step looks at all.
    private static LockedWorker worker(
            NodeContext node, StorageWiring storage, String name, Duration every, Runnable step) {
        return node.closing()
                .add(new LockedWorker(
                        name,
                        every,
                        () -> {
                            step.run();
                            return false;
                        },
                        new ClusterLock(storage.database())));
    }

    private static Optional<FormReminders> reminders(CityVersion version) {
        return version.city()
                .forms()
                .map(forms -> new FormReminders(
                        forms.remindAfter(),
                        forms.endAfter(),
                        forms.quietHours(),
                        new LeftFormWords(version.city())::of,
                        version.router()::listButton));
    }
}
