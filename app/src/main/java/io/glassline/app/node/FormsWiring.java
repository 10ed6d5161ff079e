package io.glassline.app.node;

import io.glassline.app.work.LockedWorker;
import io.glassline.app.work.TurnWorker;
import io.glassline.form.FormReminderWork;
import io.glassline.form.FormReminders;
import io.glassline.router.reply.LeftFormWords;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgLeftForms;
import java.time.Duration;
import java.util.Optional;

/// What reminds citizens of forms that they left open.
record FormsWiring(LockedWorker worker) {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

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
        return new FormsWiring(node.closing()
                .add(new LockedWorker(
                        "reminding of forms",
                        LOOK_EVERY,
                        () -> {
                            work.step();
                            return false; // a step looks at all
                        },
                        new ClusterLock(storage.database()))));
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
