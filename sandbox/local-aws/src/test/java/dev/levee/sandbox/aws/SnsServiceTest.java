package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Topic;

class SnsServiceTest {

    private final LocalAws aws = LocalAws.builder().start();
    private final SnsClient sns = Clients.in(aws, SnsClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void keepsTheAttributesOfATopic() {
        String arn = create("alarms");
        assertThat(attributes(arn)).containsEntry("Owner", Clients.ACCOUNT).doesNotContainKey("KmsMasterKeyId");

        set(arn, "KmsMasterKeyId", "alias/aws/sns");
        assertThat(attributes(arn)).containsEntry("KmsMasterKeyId", "alias/aws/sns");

        set(arn, "KmsMasterKeyId", "");
        assertThat(attributes(arn)).doesNotContainKey("KmsMasterKeyId");
    }

    @Test
    void makesATopicOnce() {
        String arn = create("alarms");
        set(arn, "DisplayName", "Alarms");

        assertThat(create("alarms")).isEqualTo(arn);
        assertThat(attributes(arn)).containsEntry("DisplayName", "Alarms");
        expect("NotFound", 404, () -> attributes(arn + "-of-others"));
    }

    @Test
    void listsTopicsPageByPage() {
        for (int i = 0; i < 101; i++) {
            create("topic-" + i);
        }

        assertThat(sns.listTopics().topics()).hasSize(100);
        assertThat(sns.listTopicsPaginator().topics())
                .extracting(Topic::topicArn)
                .hasSize(101);
    }

    private String create(String name) {
        return sns.createTopic(r -> r.name(name)).topicArn();
    }

    private void set(String arn, String name, String value) {
        sns.setTopicAttributes(r -> r.topicArn(arn).attributeName(name).attributeValue(value));
    }

    private Map<String, String> attributes(String arn) {
        return sns.getTopicAttributes(r -> r.topicArn(arn)).attributes();
    }
}
