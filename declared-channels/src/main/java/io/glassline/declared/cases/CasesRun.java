package io.glassline.declared.cases;

import io.glassline.channel.Receipt;
import io.glassline.channels.ReceiptText;
import io.glassline.config.Problem;
import io.glassline.declared.cases.ChannelCases.Received;
import io.glassline.declared.cases.ChannelCases.Sent;
import io.glassline.declared.channel.DeclaredAdapter;
import io.glassline.declared.expression.Fault;
import java.util.ArrayList;
import java.util.List;

/// Holds a channel file to the cases beside it. Nothing is sent.
public final class CasesRun {

    /// Where the provider of a case is told to report to.
    static final String CALLBACK = "https://city.example/channels/%s/status?ref=00000000-0000-0001-0000-000000000002.0";

    private final DeclaredAdapter adapter;
    private final ChannelCases cases;

    public CasesRun(DeclaredAdapter adapter, ChannelCases cases) {
        this.adapter = adapter;
        this.cases = cases;
    }

    /// The cases that come out otherwise, each as a mistake.
    public List<Problem> mistakes() {
        var mistakes = new ArrayList<>(missing());
        if (mistakes.isEmpty()) {
            cases.received().forEach(one -> received(one, mistakes));
            cases.sent().forEach(one -> sent(one, mistakes));
        }
        return mistakes;
    }

    private List<Problem> missing() {
        var form = adapter.form();
        var account = cases.account();
        var mistakes = new ArrayList<Problem>();
        form.requiredSettings().stream()
                .filter(name -> account.setting(name).isEmpty())
                .forEach(name -> mistakes.add(accountMistake("the setting \"%s\"".formatted(name))));
        form.requiredSecrets().stream()
                .filter(name -> !account.secrets().containsKey(name))
                .forEach(name -> mistakes.add(accountMistake("the secret \"%s\"".formatted(name))));
        return mistakes;
    }

    private Problem accountMistake(String what) {
        return new Problem(
                "channels/" + adapter.kind() + ".cases.yml", 0, "account", what + " is missing; make one up");
    }

    private void received(Received one, List<Problem> mistakes) {
        var becomes = ReceiptText.of(receipt(one));
        if (!becomes.equals(one.becomes())) {
            mistakes.add(one.place()
                    .problem("\"%s\" is to become:%n    %s%n  and becomes:%n    %s"
                            .formatted(one.name(), indented(one.becomes()), indented(becomes))));
        }
    }

    /// What the call of a case is read as.
    public Receipt receipt(Received one) {
        var account = cases.account();
        return adapter.receive(one.isSigned() ? one.call() : adapter.signed(one.call(), account), account);
    }

    private void sent(Sent one, List<Problem> mistakes) {
        var part = adapter.render(one.message()).getFirst();
        var callback = CALLBACK.formatted(cases.account().id());
        var sender = adapter.sender();
        try {
            var request = OutcomeText.of(
                    sender.request(one.message(), part, cases.account(), callback, "a-token", CasesReader.RECEIVED_AT));
            if (one.request().isPresent() && !request.equals(one.request().get())) {
                mistakes.add(one.place()
                        .problem("\"%s\" is to be sent as:%n    %s%n  and is sent as:%n    %s"
                                .formatted(one.name(), indented(one.request().get()), indented(request))));
            }
            var answer = one.answer();
            var outcome = OutcomeText.of(sender.outcome(
                    one.message(), part, cases.account(), answer.status(), answer.headers(), answer.body()));
            if (!outcome.equals(one.outcome())) {
                mistakes.add(one.place()
                        .problem("\"%s\" is to come to:%n    %s%n  and comes to:%n    %s"
                                .formatted(one.name(), one.outcome(), outcome)));
            }
        } catch (Fault e) {
            mistakes.add(one.place().problem("\"%s\" cannot be sent: %s".formatted(one.name(), e.says())));
        }
    }

    private static String indented(String text) {
        return text.replace("\n", System.lineSeparator() + "    ");
    }
}
