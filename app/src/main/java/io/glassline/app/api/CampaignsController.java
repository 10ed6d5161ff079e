package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.console.WrittenId;
import io.glassline.programme.Campaign;
import io.glassline.programme.Campaign.State;
import io.glassline.programme.Campaigns;
import io.glassline.programme.Campaigns.Outcome;
import io.glassline.programme.Programme;
import io.glassline.programme.ProgrammeList;
import io.glassline.programme.Recipient.Reason;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the city sends first: written, approved by a second person, watched, stopped.
@Controller("/api/campaigns")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CampaignsController {

    private static final int LISTED_MAX = 100;

    private final Campaigns campaigns;
    private final ProgrammeList programmes;
    private final InstantSource clock;

    CampaignsController(Campaigns campaigns, ProgrammeList programmes, InstantSource clock) {
        this.campaigns = campaigns;
        this.programmes = programmes;
        this.clock = clock;
    }

    record StepBody(String state, String who, Instant at) {}

    record CampaignBody(
            String id,
            String programme,
            Map<String, String> texts,
            String state,
            String writtenBy,
            Instant writtenAt,
            List<StepBody> steps) {

        static CampaignBody of(Campaign campaign) {
            return new CampaignBody(
                    campaign.id().toString(),
                    campaign.programme(),
                    campaign.texts(),
                    campaign.state().word(),
                    campaign.writtenBy(),
                    campaign.writtenAt(),
                    Stream.of(State.values())
                            .flatMap(
                                    state -> campaign
                                            .step(state)
                                            .map(step -> new StepBody(state.word(), step.who(), step.at()))
                                            .stream())
                            .toList());
        }
    }

    record AudienceBody(String channel, String language, long people) {}

    record LeftOutBody(String reason, long people) {}

    record CountsBody(long people, long waiting, long queued, long sent, long failed, List<LeftOutBody> leftOut) {

        static CountsBody of(Campaigns.Counts counts) {
            return new CountsBody(
                    counts.people(),
                    counts.waiting(),
                    counts.queued(),
                    counts.sent(),
                    counts.failed(),
                    Stream.of(Reason.values())
                            .filter(counts.leftOut()::containsKey)
                            .map(reason -> new LeftOutBody(
                                    reason.word(), counts.leftOut().getOrDefault(reason, 0L)))
                            .toList());
        }
    }

    record ProgressBody(CampaignBody campaign, List<AudienceBody> audience, CountsBody counts) {}

    record CampaignsBody(List<CampaignBody> campaigns, List<String> programmes) {}

    /// Both as they came, for a number is not taken for words.
    record Draft(@Nullable Object programme, @Nullable Object texts) {}

    @Get
    @NeedsRole(ApiRole.READER)
    CampaignsBody list() {
        return new CampaignsBody(
                campaigns.list(LISTED_MAX).stream().map(CampaignBody::of).toList(),
                programmes.all().stream().map(Programme::name).toList());
    }

    @Get("/{id}")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> one(@PathVariable String id) {
        return with(
                id,
                campaign -> HttpResponse.ok(new ProgressBody(
                        CampaignBody.of(campaign),
                        campaigns.audience(campaign.programme()).stream()
                                .map(some -> new AudienceBody(some.channel(), some.language(), some.people()))
                                .toList(),
                        CountsBody.of(campaigns.counts(campaign.id())))));
    }

    /// `id` is the caller's own, new for each campaign: sent again with it, it is the same one.
    @Post("/{id}")
    @NeedsRole(ApiRole.AGENT)
    HttpResponse<?> write(@PathVariable String id, @Body Draft draft, ApiCaller caller) {
        var known = WrittenId.of(id);
        if (known.isEmpty()) {
            return Problems.of(HttpStatus.BAD_REQUEST, "The id of a campaign is a UUID that the caller makes anew.");
        }
        var before = campaigns.find(new Campaign.Id(known.get()));
        if (before.isPresent()) {
            return HttpResponse.ok(CampaignBody.of(before.get()));
        }
        var texts = texts(draft.texts());
        if (!(draft.programme() instanceof String programme)
                || programmes.find(programme).isEmpty()
                || texts.isEmpty()) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "Send {\"programme\": …, \"texts\": {…}}: one of the programmes, and a text of 1 to %d characters in each of %s."
                            .formatted(
                                    Campaign.TEXT_MAX_CHARS,
                                    String.join(
                                            ", ",
                                            programmes.languages().stream()
                                                    .map(Locale::getLanguage)
                                                    .toList())));
        }
        var actor = caller.actor();
        var campaign = Campaign.draft(known.get(), programme, texts.get(), actor.person(), clock.instant());
        campaigns.write(campaign, actor);
        return HttpResponse.created(CampaignBody.of(campaign));
    }

    /// One in each language of the city; empty where any is missing or none.
    private Optional<Map<String, String>> texts(@Nullable Object sent) {
        var texts = new LinkedHashMap<String, String>();
        for (var language : programmes.languages()) {
            if (!(sent instanceof Map<?, ?> map)
                    || !(map.get(language.getLanguage()) instanceof String text)
                    || text.isBlank()
                    || text.length() > Campaign.TEXT_MAX_CHARS) {
                return Optional.empty();
            }
            texts.put(language.getLanguage(), text.strip());
        }
        return Optional.of(texts);
    }

    @Post("/{id}/asking")
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.AGENT)
    HttpResponse<?> ask(@PathVariable String id, ApiCaller caller) {
        return with(id, campaign -> told(campaigns.ask(campaign.id(), caller.actor(), clock.instant())));
    }

    @Post("/{id}/approval")
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> approve(@PathVariable String id, ApiCaller caller) {
        return with(id, campaign -> told(campaigns.approve(campaign.id(), caller.actor(), clock.instant())));
    }

    @Post("/{id}/stop")
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.AGENT)
    HttpResponse<?> stop(@PathVariable String id, ApiCaller caller) {
        return with(id, campaign -> told(campaigns.stop(campaign.id(), caller.actor(), clock.instant())));
    }

    private HttpResponse<?> with(String id, Function<Campaign, HttpResponse<?>> then) {
        return WrittenId.of(id)
                .map(Campaign.Id::new)
                .flatMap(campaigns::find)
                .<HttpResponse<?>>map(then)
                .orElseGet(() -> Problems.notFound("There is no such campaign."));
    }

    private static HttpResponse<?> told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var campaign) -> HttpResponse.ok(CampaignBody.of(campaign));
            case Outcome.Refused(var because) -> Problems.of(HttpStatus.CONFLICT, because);
        };
    }
}
