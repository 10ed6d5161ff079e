package io.glassline.console;

import io.glassline.activity.CallCount;
import io.glassline.activity.CallLog;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// How the calls of each account's provider fare, for those who look after them: when the last one came, how many were
/// refused, why, and what to do about it. Nothing of a call is shown.
@Controller("/console/accounts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AccountsController {

    private final Channels channels;
    private final CallLog log;
    private final SendingFaults faults;
    private final ConsoleSettings settings;
    private final CityTime time;
    private final Pages pages;

    AccountsController(
            Channels channels,
            CallLog log,
            SendingFaults faults,
            ConsoleSettings settings,
            CityTime time,
            Pages pages) {
        this.channels = channels;
        this.log = log;
        this.faults = faults;
        this.settings = settings;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> list(StaffSession session) {
        return onlyForThoseWhoMend(session, () -> {
            var counts = counts();
            return pages.html(
                    HttpStatus.OK,
                    "accounts",
                    new AccountsPage(
                            pages.frame("Accounts", "accounts", Optional.of(session)),
                            channels.accounts().stream()
                                    .sorted(Comparator.comparing(ChannelAccount::id))
                                    .map(account -> activity(account, counts).row())
                                    .toList()));
        });
    }

    @Get("/{id}")
    HttpResponse<?> one(String id, StaffSession session) {
        return onlyForThoseWhoMend(
                session,
                () -> channels.account(id)
                        .<HttpResponse<?>>map(account -> pages.html(
                                HttpStatus.OK,
                                "account",
                                activity(account, counts())
                                        .page(
                                                pages.frame(account.id(), "accounts", Optional.of(session)),
                                                settings.publicly("/channels/" + account.id()))))
                        .orElseGet(() -> pages.notFound(session)));
    }

    private List<CallCount> counts() {
        return log.since(time.now().minus(CallLog.KEPT));
    }

    private AccountActivity activity(ChannelAccount account, List<CallCount> counts) {
        return new AccountActivity(
                account,
                channels.adapter(account),
                counts.stream()
                        .filter(count -> count.accountId().equals(account.id()))
                        .toList(),
                faults.of(account.id()),
                time);
    }

    private HttpResponse<?> onlyForThoseWhoMend(StaffSession session, Supplier<HttpResponse<?>> page) {
        return session.mends()
                ? page.get()
                : pages.notice(
                        HttpStatus.FORBIDDEN,
                        Optional.of(session),
                        "This is for supervisors and ops",
                        "It shows how the providers' calls to the city's accounts fare.");
    }
}
