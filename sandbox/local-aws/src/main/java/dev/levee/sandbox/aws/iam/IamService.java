package dev.levee.sandbox.aws.iam;

import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.OperationTable.Permission;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// IAM: roles, users with their keys, and the account's password policy.
public final class IamService implements AwsService {

    private final Map<String, Operation> operations = new HashMap<>();
    private final AccessKeys keys;

    public IamService(Store store, Directory directory) {
        operations.putAll(new PasswordPolicy(store).operations());
        operations.putAll(new Roles(directory).operations());
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
}
