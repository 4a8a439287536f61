package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.EncryptionOption;
import software.amazon.awssdk.services.athena.model.WorkGroupConfiguration;
import software.amazon.awssdk.services.athena.model.WorkGroupSummary;

class AthenaServiceTest {

    private final LocalAws aws = LocalAws.builder().start();
    private final AthenaClient athena = Clients.in(aws, AthenaClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void hasAPrimaryWorkGroupFromTheStart() {
        assertThat(configuration("primary").enforceWorkGroupConfiguration()).isFalse();
        assertThat(configuration("primary").resultConfiguration().outputLocation())
                .isNull();
        expect("InvalidRequestException", 400, () -> athena.createWorkGroup(r -> r.name("primary")));
        expect("InvalidRequestException", 400, () -> configuration("nothing"));
    }

    @Test
    void changesOnlyWhatItIsTold() {
        athena.createWorkGroup(r -> r.name("analysts")
                .configuration(c -> c.resultConfiguration(result -> result.outputLocation("s3://results/"))));

        athena.updateWorkGroup(r -> r.workGroup("analysts")
                .configurationUpdates(c -> c.resultConfigurationUpdates(result -> result.encryptionConfiguration(
                        e -> e.encryptionOption(EncryptionOption.SSE_KMS).kmsKey("key")))));
        athena.updateWorkGroup(r -> r.workGroup("analysts")
                .configurationUpdates(c -> c.resultConfigurationUpdates(
                        result -> result.encryptionConfiguration(e -> e.encryptionOption(EncryptionOption.SSE_S3)))));

        assertThat(configuration("analysts").enforceWorkGroupConfiguration()).isTrue();
        assertThat(configuration("analysts").resultConfiguration()).satisfies(result -> {
            assertThat(result.outputLocation()).isEqualTo("s3://results/");
            assertThat(result.encryptionConfiguration().encryptionOption()).isEqualTo(EncryptionOption.SSE_S3);
            assertThat(result.encryptionConfiguration().kmsKey()).isNull();
        });
    }

    @Test
    void takesEncryptionAwayWhenTold() {
        athena.updateWorkGroup(r -> r.workGroup("primary")
                .configurationUpdates(c -> c.resultConfigurationUpdates(
                        result -> result.encryptionConfiguration(e -> e.encryptionOption(EncryptionOption.SSE_S3)))));

        athena.updateWorkGroup(r -> r.workGroup("primary")
                .configurationUpdates(
                        c -> c.resultConfigurationUpdates(result -> result.removeEncryptionConfiguration(true))));

        assertThat(configuration("primary").resultConfiguration().encryptionConfiguration())
                .isNull();
    }

    @Test
    void listsWorkGroupsPageByPage() {
        athena.createWorkGroup(r -> r.name("analysts"));

        assertThat(athena.listWorkGroups(r -> r.maxResults(1)).nextToken()).isNotNull();
        assertThat(athena.listWorkGroupsPaginator(r -> r.maxResults(1)).stream()
                        .flatMap(page -> page.workGroups().stream()))
                .extracting(WorkGroupSummary::name)
                .containsExactly("primary", "analysts");
    }

    private WorkGroupConfiguration configuration(String name) {
        return athena.getWorkGroup(r -> r.workGroup(name)).workGroup().configuration();
    }
}
