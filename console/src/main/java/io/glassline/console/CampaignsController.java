package io.glassline.console;

import io.glassline.desk.Agent;
import io.glassline.programme.Campaign;
import io.glassline.programme.Campaign.State;
import io.glassline.programme.Campaigns;
import io.glassline.programme.Campaigns.Outcome;
import io.glassline.programme.Programme;
import io.glassline.programme.ProgrammeList;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// What the city sends first: written by one of the staff, looked at as each channel would show it, approved by a
/// supervisor who did not write it, watched, and stopped where need be.
@Controller("/console/campaigns")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CampaignsController {

    static final int LISTED_MAX = 50;

    private static final String FOR_SUPERVISORS = "Supervisors approve campaigns.";

    private final Campaigns campaigns;
    private final ProgrammeList programmes;
    private final CampaignViews views;
    private final Pages pages;
    private final InstantSource clock;

    CampaignsController(
            Campaigns campaigns, ProgrammeList programmes, CampaignViews views, Pages pages, InstantSource clock) {
        this.campaigns = campaigns;
        this.programmes = programmes;
        this.views = views;
        this.pages = pages;
        this.clock = clock;
    }

    @Get
    HttpResponse<?> list(Agent agent, StaffSession session) {
        var found = campaigns.list(LISTED_MAX + 1);
        return pages.html(
                HttpStatus.OK,
                "campaigns",
                new CampaignsPage(
                        pages.frame("Campaigns", "campaigns", Optional.of(session)),
                        found.stream().limit(LISTED_MAX).map(views::line).toList(),
                        found.size() > LISTED_MAX,
                        !programmes.all().isEmpty()));
    }

    /// With the texts of another, where `from` names one.
    @Get("/new")
    HttpResponse<?> write(Agent agent, StaffSession session, @QueryValue(defaultValue = "") String from) {
        var before = WrittenId.of(from).map(Campaign.Id::new).flatMap(campaigns::find);
        return form(
                session,
                before.map(Campaign::programme).orElse(""),
                before.map(Campaign::texts).orElse(Map.of()),
                UUID.randomUUID().toString(),
                Optional.empty());
    }

    /// The form's own id is the campaign's, so that a form that is sent twice is one campaign.
    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> keep(Agent agent, StaffSession session, Form form) {
        var id = WrittenId.of(form.field("once"));
        if (id.isEmpty()) {
            return pages.notFound(session);
        }
        var texts = texts(form);
        var programme = form.field("programme");
        var wrong = wrong(programme, texts);
        if (wrong.isPresent()) {
            return form(
                    session,
                    programme,
                    texts,
                    form.field("once"),
                    Optional.of(Notice.notDone("Nothing was written", wrong.get())));
        }
        if (campaigns.find(new Campaign.Id(id.get())).isEmpty()) {
            var actor = agent.actor();
            campaigns.write(Campaign.draft(id.get(), programme, texts, actor.person(), clock.instant()), actor);
        }
        return seeOther(new Campaign.Id(id.get()));
    }

    private Map<String, String> texts(Form form) {
        var texts = new LinkedHashMap<String, String>();
        for (var language : programmes.languages()) {
            texts.put(
                    language.getLanguage(),
                    form.field("text-" + language.getLanguage()).strip());
        }
        return texts;
    }

    private Optional<String> wrong(String programme, Map<String, String> texts) {
        if (programmes.find(programme).isEmpty()) {
            return Optional.of("Choose the programme whose people get it.");
        }
        return texts.entrySet().stream()
                .filter(text -> text.getValue().isEmpty() || text.getValue().length() > Campaign.TEXT_MAX_CHARS)
                .findFirst()
                .map(text -> "The text in %s needs between 1 and %d characters."
                        .formatted(CampaignViews.languageTitle(text.getKey()), Campaign.TEXT_MAX_CHARS));
    }

    private HttpResponse<?> form(
            StaffSession session, String programme, Map<String, String> texts, String once, Optional<Notice> notice) {
        return pages.html(
                notice.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY,
                "campaignform",
                new CampaignFormPage(
                        pages.frame("Write a campaign", "campaigns", Optional.of(session)),
                        notice,
                        programmes.all().stream()
                                .map(one -> option(one, programme))
                                .toList(),
                        programmes.languages().stream()
                                .map(language -> text(language, texts))
                                .toList(),
                        Campaign.TEXT_MAX_CHARS,
                        once));
    }

    private static DeskPage.Option option(Programme programme, String chosen) {
        return new DeskPage.Option(
                programme.name(),
                programme.titles().in(Locale.ENGLISH),
                programme.name().equals(chosen));
    }

    private static CampaignFormPage.Text text(Locale language, Map<String, String> texts) {
        var tag = language.getLanguage();
        return new CampaignFormPage.Text(tag, CampaignViews.languageTitle(tag), texts.getOrDefault(tag, ""));
    }

    @Get("/{id}")
    HttpResponse<?> show(Agent agent, StaffSession session, String id) {
        return with(id, session, campaign -> page(campaign, session, Optional.empty()));
    }

    @Post("/{id}/asking")
    @Consumes(MediaType.ALL)
    HttpResponse<?> ask(Agent agent, StaffSession session, String id, Form form) {
        return with(
                id,
                session,
                campaign -> told(campaigns.ask(campaign.id(), agent.actor(), clock.instant()), campaign, session));
    }

    @Post("/{id}/approval")
    @Consumes(MediaType.ALL)
    HttpResponse<?> approve(Agent agent, StaffSession session, String id, Form form) {
        return with(
                id,
                session,
                campaign -> told(
                        session.supervises()
                                ? campaigns.approve(campaign.id(), agent.actor(), clock.instant())
                                : new Outcome.Refused(FOR_SUPERVISORS),
                        campaign,
                        session));
    }

    @Post("/{id}/stop")
    @Consumes(MediaType.ALL)
    HttpResponse<?> stop(Agent agent, StaffSession session, String id, Form form) {
        return with(
                id,
                session,
                campaign -> told(campaigns.stop(campaign.id(), agent.actor(), clock.instant()), campaign, session));
    }

    private HttpResponse<?> with(String id, StaffSession session, Function<Campaign, HttpResponse<?>> then) {
        return WrittenId.of(id)
                .map(Campaign.Id::new)
                .flatMap(campaigns::find)
                .<HttpResponse<?>>map(then)
                .orElseGet(() -> pages.notFound(session));
    }

    private HttpResponse<?> told(Outcome outcome, Campaign campaign, StaffSession session) {
        return switch (outcome) {
            case Outcome.Done _ -> seeOther(campaign.id());
            case Outcome.Refused(var because) ->
                page(campaign, session, Optional.of(Notice.notDone("Nothing was done", because)));
        };
    }

    private static HttpResponse<?> seeOther(Campaign.Id id) {
        return HttpResponse.seeOther(URI.create(CampaignViews.href(id)));
    }

    private HttpResponse<?> page(Campaign campaign, StaffSession session, Optional<Notice> notice) {
        var audience = views.audience(campaign);
        var refused = campaign.refusesApprovalBy(session.agent().actor().person())
                .or(() -> session.supervises() ? Optional.empty() : Optional.of(FOR_SUPERVISORS));
        var isAsked = campaign.state() == State.ASKED;
        return pages.html(
                notice.isEmpty() ? HttpStatus.OK : HttpStatus.CONFLICT,
                "campaign",
                new CampaignPage(
                        pages.frame("Campaign", "campaigns", Optional.of(session)),
                        notice,
                        views.line(campaign),
                        views.programmeNote(campaign),
                        views.previews(campaign),
                        audience,
                        audience.stream()
                                .mapToLong(CampaignPage.Audience::people)
                                .sum(),
                        views.results(campaign),
                        campaign.state() == State.DRAFT,
                        isAsked && refused.isEmpty(),
                        refused.filter(_ -> isAsked),
                        !campaign.state().isLast(),
                        "/console/campaigns/new?from=" + campaign.id()));
    }
}
