package io.glassline.sources.report;

import io.glassline.request.CityService;
import io.glassline.request.GivenPhoto;
import io.glassline.request.RequestSystems;
import io.glassline.routing.CityRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The way to one system. As [RequestSystems], of that system only.
interface TakesRequests extends AutoCloseable {

    RequestSystems.Handing hand(CityService service, CityRequest request, Optional<GivenPhoto> photo);

    RequestSystems.Search search(CityService service, CityRequest request, Predicate<String> isOthers);

    RequestSystems.TokenAnswer number(CityService service, CityRequest request);

    RequestSystems.Statuses statuses(CityService service, Collection<String> numbers);

    List<RequestSystems.OpenReport> open(CityService service);

    @Override
    void close();
}
