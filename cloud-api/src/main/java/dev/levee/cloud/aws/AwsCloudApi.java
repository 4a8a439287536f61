package dev.levee.cloud.aws;

import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;

/// AWS with one set of credentials. Holds no client of its own; making one costs nothing.
final class AwsCloudApi implements CloudApi {

    /// A connection that is kept open keeps its buffers, and what was last in them: these calls have their own.
    private static final Set<String> CARRY_SECRETS = Set.of("secretsmanager:GetSecretValue", "sts:AssumeRole");

    private final AwsClouds clouds;
    private final AwsRequestOverrideConfiguration configuration;

    AwsCloudApi(AwsClouds clouds, AwsRequestOverrideConfiguration configuration) {
        this.clouds = clouds;
        this.configuration = configuration;
    }

    @Override
    public CloudAnswer call(CloudCall call) {
        AwsOperation operation = clouds.operations().find(call.operation());
        AwsRequest request = request(operation, call);
        try {
            AwsResponse response =
                    (AwsResponse) operation.call(clouds.client(operation.service(), call.region()), request);
            String id = response.responseMetadata().requestId();
            return new CloudAnswer.Success(SdkDocuments.document(response), Objects.requireNonNullElse(id, ""));
        } catch (AwsServiceException e) {
            return Failures.of(e);
        } catch (SdkClientException e) {
            if (Failures.isOfTheDocument(e)) {
                throw new IllegalArgumentException("the SDK cannot send this %s".formatted(operation), e);
            }
            return Failures.of(e);
        }
    }

    private AwsRequest request(AwsOperation operation, CloudCall call) {
        AwsRequest request =
                (AwsRequest) SdkDocuments.object(operation.newRequest(), call.document(), call.operation());
        requireMembers(operation, request);
        return request.toBuilder()
                .overrideConfiguration(
                        CARRY_SECRETS.contains(call.operation())
                                ? configuration.toBuilder()
                                        .putHeader("Connection", "close")
                                        .build()
                                : configuration)
                .build();
    }

    /// The SDK checks few of them, late and in different ways.
    private static void requireMembers(AwsOperation operation, SdkPojo request) {
        for (SdkField<?> field : request.sdkFields()) {
            if (field.containsTrait(RequiredTrait.class)
                    && !field.containsTrait(DefaultValueTrait.class)
                    && field.getValueOrDefault(request) == null) {
                throw new IllegalArgumentException("%s needs %s".formatted(operation, field.memberName()));
            }
        }
    }
}
