package io.glassline.console;

import io.glassline.desk.Agent;
import io.glassline.offer.Profile;
import io.glassline.offer.Profiles;
import io.glassline.offer.Wanted;
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
import java.util.Optional;
import java.util.stream.Stream;

/// A supervisor writes down what each of the staff can do, and how much they have at once.
@Controller("/console/people")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PeopleController {

    private final Profiles profiles;
    private final QueuesAndPeople city;
    private final Staff staff;
    private final QueueTitles titles;
    private final CityTime time;
    private final Pages pages;

    PeopleController(
            Profiles profiles, QueuesAndPeople city, Staff staff, QueueTitles titles, CityTime time, Pages pages) {
        this.profiles = profiles;
        this.city = city;
        this.staff = staff;
        this.titles = titles;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> people(StaffSession session, @QueryValue(defaultValue = "") String done) {
        return session.supervises()
                ? page(
                        HttpStatus.OK,
                        session,
                        staff.atDesk(done)
                                .map(agent -> Notice.done(
                                        "Written down", "It counts from the next offer on: " + agent.name() + ".")))
                : pages.notFound(session);
    }

    @Post("/{id}")
    @Consumes(MediaType.ALL)
    HttpResponse<?> write(String id, Agent agent, StaffSession session, Form form) {
        var person = staff.atDesk(id);
        if (person.isEmpty() || !session.supervises()) {
            return pages.notFound(session);
        }
        return switch (ProfileForm.read(person.get().id(), form, titles.queues(), city.languages())) {
            case ProfileForm.Read.Good(var profile) -> {
                profiles.write(profile, agent.actor(), time.now());
                yield HttpResponse.seeOther(URI.create("/console/people?done=" + profile.agentId()));
            }
            case ProfileForm.Read.Bad(var because) ->
                page(HttpStatus.BAD_REQUEST, session, Optional.of(Notice.notDone("Nothing was changed", because)));
        };
    }

    private HttpResponse<?> page(HttpStatus status, StaffSession session, Optional<Notice> notice) {
        var written = profiles.all();
        var all = staff.desk().stream()
                .map(agent -> written.getOrDefault(agent.id(), Profile.unwritten(agent.id(), city.languages())))
                .toList();
        var policies = city.policies();
        return pages.html(
                status,
                "people",
                new PeoplePage(
                        pages.frame("People", "wall", Optional.of(session)),
                        notice,
                        all.stream()
                                .map(profile -> person(profile, written.containsKey(profile.agentId())))
                                .toList(),
                        Unserved.sentences(policies, titles, all),
                        Stream.concat(
                                        policies.queues().values().stream()
                                                .flatMap(policy -> policy.skills().keySet().stream()),
                                        all.stream().flatMap(profile -> profile.skills().keySet().stream()))
                                .distinct()
                                .sorted()
                                .toList(),
                        Wanted.LEVEL_MAX));
    }

    private PeoplePage.Person person(Profile profile, boolean written) {
        return new PeoplePage.Person(
                profile.agentId(),
                staff.nameOf(profile.agentId()),
                written,
                Profile.levels(profile.skills()),
                Profile.levels(profile.languages()),
                ProfileForm.typed(profile.queues()),
                Integer.toString(profile.capacity()));
    }
}
