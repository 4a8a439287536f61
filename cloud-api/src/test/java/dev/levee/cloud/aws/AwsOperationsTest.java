package dev.levee.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;

class AwsOperationsTest {

    private final AwsOperations operations = new AwsOperations();

    @Test
    void knowsTheShapesBehindAnExactName() {
        assertThat(operations.find("rds:ModifyDBInstance"))
                .returns(ModifyDbInstanceRequest.class, AwsOperation::requestType)
                .returns(ModifyDbInstanceResponse.class, AwsOperation::responseType);
    }

    @Test
    void knowsEveryServicesOperations() {
        assertThat(operations.services())
                .contains("ec2", "elbv2", "opensearch", "s3")
                .allSatisfy(service -> assertThat(operations.of(service))
                        .isNotEmpty()
                        .noneMatch(operation -> operation.name().endsWith("Paginator")));
        assertThat(operations.of("ec2")).hasSizeGreaterThan(700);
    }

    @Test
    void tellsStreamsFromOthers() {
        assertThat(operations.find("s3:PutObject").method()).isEmpty();
        assertThat(operations.find("s3:GetObject").method()).isEmpty();
        assertThat(operations.find("s3:GetBucketPolicy").method()).isPresent();
    }

    @Test
    void saysWhichNameIsWrong() {
        assertThatThrownBy(() -> operations.find("s3:PutBucketEncrytion"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AWS has no operation s3:PutBucketEncrytion");
        assertThatThrownBy(() -> operations.find("rds:modifyDBInstance")).hasMessageContaining("modifyDBInstance");
        assertThatThrownBy(() -> operations.find("s4:PutBucketEncryption"))
                .hasMessageContaining("unknown AWS service s4; known are [athena, autoscaling,");
        assertThatThrownBy(() -> operations.find("PutBucketEncryption"))
                .hasMessageContaining("is not service:Operation");
    }
}
