package dev.levee.executor.api.http;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/// Counts and times requests, by what was asked and how it was answered. A path that is served by nobody is `none`,
/// whatever it was.
public final class RequestMeters implements Filter {

    private final MeterRegistry meters;

    public RequestMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Timer.Sample begun = Timer.start(meters);
        response.whenSent(() -> begun.stop(Timer.builder("levee.executor.api.requests")
                .description("Requests to the API, from their arrival to their answer")
                .tag("route", request.matchingPattern().orElse("none"))
                .tag("status", Integer.toString(response.status().code()))
                .register(meters)));
        chain.proceed();
    }
}
