package dev.levee.sandbox.aws.iam;

import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.OperationTable.Permission;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.policy.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// IAM: roles, users with their keys, managed policies, their simulation, and the account's password policy.
public final class IamService implements AwsService {

    private final Map<String, Operation> operations = new HashMap<>();
    private final Directory directory;
    private final AccessKeys keys;

    public IamService(Store store, Directory directory, Membership membership) {
        this.directory = directory;
        operations.putAll(new PasswordPolicy(store).operations());
        Attachments attachments = new Attachments(store, new RoleRows(directory));
        operations.putAll(attachments.operations());
        operations.putAll(new Roles(directory, attachments).operations());
        operations.putAll(new RoleTags(new RoleRows(directory)).operations());
        operations.putAll(new ManagedPolicies(store, directory).operations());
        operations.putAll(new Simulation(directory, membership).operations());
        Users users = new Users(directory);
        operations.putAll(users.operations());
        keys = new AccessKeys(directory, users);
        operations.putAll(keys.operations());
    }

    @Override
    public String name() {
        return "iam";
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    @Override
    public List<Permission> alsoNeeds(Request request) {
        return request.operation().equals("GetAccessKeyLastUsed") ? keys.neededToSeeLastUse(request) : List.of();
    }

    /// A call names a role without its path, which its ARN has.
    @Override
    public Resource resource(String arn, Request request) {
        String named = "arn:aws:iam::%s:role/".formatted(request.account());
        String full = arn.startsWith(named)
                ? directory
                        .roles(request.account())
                        .get(arn.substring(named.length()))
                        .map(row -> row.at("/Role/Arn").asText())
                        .orElse(arn)
                : arn;
        return Resource.plain(full, request.account());
    }
}
