package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

class LogsServiceTest {

    private static LocalAws aws;
    private static CloudWatchLogsClient logs;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().start();
        logs = Clients.in(aws, CloudWatchLogsClient.builder());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void keepsAGroupForeverUnlessToldOtherwise() {
        logs.createLogGroup(r -> r.logGroupName("/vpc/a"));
        assertThat(group("/vpc/a").retentionInDays()).isNull();

        logs.putRetentionPolicy(r -> r.logGroupName("/vpc/a").retentionInDays(90));

        assertThat(group("/vpc/a").retentionInDays()).isEqualTo(90);
        expect(
                "InvalidParameterException",
                400,
                () -> logs.putRetentionPolicy(r -> r.logGroupName("/vpc/a").retentionInDays(91)));
    }

    @Test
    void tellsAGroupThatIsThereFromOneThatIsNot() {
        logs.createLogGroup(r -> r.logGroupName("/vpc/b"));

        expect("ResourceAlreadyExistsException", 400, () -> logs.createLogGroup(r -> r.logGroupName("/vpc/b")));
        expect(
                "ResourceNotFoundException",
                400,
                () -> logs.putRetentionPolicy(r -> r.logGroupName("/vpc/c").retentionInDays(90)));
    }

    @Test
    void listsTheGroupsWhoseNamesBeginAsAsked() {
        logs.createLogGroup(r -> r.logGroupName("/vpc/d-1"));
        logs.createLogGroup(r -> r.logGroupName("/other/d-1"));

        assertThat(logs.describeLogGroups(r -> r.logGroupNamePrefix("/vpc/d")).logGroups())
                .extracting(LogGroup::logGroupName)
                .containsExactly("/vpc/d-1");
    }

    private static LogGroup group(String name) {
        return logs.describeLogGroups(r -> r.logGroupNamePrefix(name))
                .logGroups()
                .getFirst();
    }
}
