package io.glassline.console;

import io.glassline.console.CampaignPage.Audience;
import io.glassline.console.CampaignPage.LeftOut;
import io.glassline.console.CampaignPage.Preview;
import io.glassline.console.CampaignPage.Results;
import io.glassline.message.ChannelKind;
import io.glassline.programme.Campaign;
import io.glassline.programme.Campaign.State;
import io.glassline.programme.Campaigns;
import io.glassline.programme.Programme;
import io.glassline.programme.ProgrammeList;
import io.glassline.programme.Recipient.Reason;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Campaigns in words for staff.
@Singleton
final class CampaignViews {

    private final Campaigns campaigns;
    private final ProgrammeList programmes;
    private final ChannelPreviews previews;
    private final CityTime time;

    CampaignViews(Campaigns campaigns, ProgrammeList programmes, ChannelPreviews previews, CityTime time) {
        this.campaigns = campaigns;
        this.programmes = programmes;
        this.previews = previews;
        this.time = time;
    }

    static String href(Campaign.Id id) {
        return "/console/campaigns/" + id;
    }

    static String languageTitle(String language) {
        return Locale.of(language).getDisplayLanguage(Locale.ENGLISH);
    }

    String programmeTitle(String name) {
        return programmes
                .find(name)
                .map(Programme::titles)
                .map(titles -> titles.in(Locale.ENGLISH))
                .orElse(name);
    }

    CampaignLine line(Campaign campaign) {
        return new CampaignLine(
                href(campaign.id()),
                programmeTitle(campaign.programme()),
                campaign.textIn(programmes.firstLanguage(), programmes.firstLanguage()),
                badge(campaign.state()),
                stateTitle(campaign.state()),
                steps(campaign));
    }

    /// Of the badges that the style sheet has.
    private static String badge(State state) {
        return switch (state) {
            case DRAFT -> "draft";
            case ASKED, APPROVED -> "approved";
            case SENDING -> "active";
            case STOPPED, DONE -> "was-active";
        };
    }

    private static String stateTitle(State state) {
        return switch (state) {
            case DRAFT -> "Draft";
            case ASKED -> "Waits for approval";
            case APPROVED -> "Approved";
            case SENDING -> "Being sent";
            case STOPPED -> "Stopped";
            case DONE -> "Done";
        };
    }

    private List<String> steps(Campaign campaign) {
        var steps = new ArrayList<String>();
        steps.add("Written by %s, %s".formatted(campaign.writtenBy(), time.full(campaign.writtenAt())));
        Stream.of(State.values())
                .flatMap(state -> campaign.step(state).map(step -> told(state, step)).stream())
                .forEach(steps::add);
        return steps;
    }

    private String told(State state, Campaign.Step step) {
        var at = time.full(step.at());
        return switch (state) {
            case DRAFT -> "Written by %s, %s".formatted(step.who(), at);
            case ASKED -> "%s asked for approval, %s".formatted(step.who(), at);
            case APPROVED -> "Approved by %s, %s".formatted(step.who(), at);
            case SENDING -> "Begun, %s".formatted(at);
            case STOPPED -> "Stopped by %s, %s".formatted(step.who(), at);
            case DONE -> "Done, %s".formatted(at);
        };
    }

    /// When a programme may be sent.
    String programmeNote(Campaign campaign) {
        var programme = programmes.find(campaign.programme());
        if (programme.isEmpty()) {
            return "This programme is in programmes.yml no more. Nothing of it is sent until it is back.";
        }
        return programme
                .get()
                .quietHours()
                .map(quiet -> "Nothing is sent between %s and %s.".formatted(quiet.from(), quiet.until()))
                .orElse("Urgent: it is sent at any hour.");
    }

    List<Preview> previews(Campaign campaign) {
        return programmes.languages().stream()
                .filter(language -> campaign.texts().containsKey(language.getLanguage()))
                .map(language -> preview(language, campaign.textIn(language, language)))
                .toList();
    }

    private Preview preview(Locale language, String text) {
        var shown = previews.of(text, language);
        return new Preview(
                language.getLanguage(),
                languageTitle(language.getLanguage()),
                text.length(),
                shown.segments(),
                shown.shown());
    }

    List<Audience> audience(Campaign campaign) {
        return campaigns.audience(campaign.programme()).stream()
                .map(some -> new Audience(
                        ChannelTitle.of(new ChannelKind(some.channel())).title(),
                        languageTitle(some.language()),
                        some.people()))
                .toList();
    }

    /// Once it is approved.
    Optional<Results> results(Campaign campaign) {
        if (campaign.step(State.APPROVED).isEmpty()) {
            return Optional.empty();
        }
        var counts = campaigns.counts(campaign.id());
        var leftOut = Stream.of(Reason.values())
                .map(reason -> new LeftOut(counts.leftOut().getOrDefault(reason, 0L), why(reason)))
                .filter(some -> some.people() > 0)
                .toList();
        return Optional.of(new Results(
                counts.people(), counts.waiting(), counts.queued(), counts.sent(), counts.failed(), leftOut));
    }

    private static String why(Reason reason) {
        return switch (reason) {
            case LEFT -> "left the programme meanwhile, or said STOP";
            case OPTED_OUT -> "want no such messages";
            case WINDOW_CLOSED -> "wrote too long ago: their provider takes nothing until they write again";
            case NO_CHANNEL -> "joined on an account that is there no more";
            case STOPPED -> "the campaign was stopped before their turn";
        };
    }
}
