import { documentation, named, type ResourceTypes } from "../resources/resource-type";
import { keyValueOf } from "../resources/table-items";
import { text } from "../state/property-values";

/** Amazon DynamoDB, the Systems Manager's parameters and AWS Secrets Manager. */
export const storage: ResourceTypes = {
    "aws:dynamodb/table:Table": {
        id: "{name}",
        autoName: named,
        defaults: { billingMode: "PROVISIONED" },
        outputs: {
            arn: "arn:aws:dynamodb:{region}:{account}:table/{name}",
            attributes: [],
            globalSecondaryIndexes: [],
            globalTableWitness: {},
            hashKey: "",
            pointInTimeRecovery: { enabled: false },
            readCapacity: 0,
            serverSideEncryption: { enabled: false },
            streamArn: "",
            streamLabel: "",
            streamViewType: "",
            ttl: {},
            warmThroughput: {},
            writeCapacity: 0,
        },
        // hashicorp/terraform-provider-aws, internal/service/dynamodb/table.go: ForceNew.
        replaceOn: ["hashKey", "importTable", "localSecondaryIndexes", "name", "rangeKey"],
        source: "dynamodb/table.go",
        serves: true,
        price: "estimated",
    },
    "aws:dynamodb/tableItem:TableItem": {
        // The provider's contains the values of the keys.
        id: "{tableName}|{hashKey}||{alnum:12}|",
        tagged: false,
        outputs: { hashKeyValue: "", rangeKeyValue: "" },
        computed: ({ item, hashKey, rangeKey }) => ({
            hashKeyValue: keyValueOf(text(item), text(hashKey)) ?? "",
            rangeKeyValue: keyValueOf(text(item), text(rangeKey)) ?? "",
        }),
        required: ["hashKey", "item", "tableName"],
        replaceOn: ["hashKey", "rangeKey", "tableName"],
        source: "dynamodb/table_item.go",
        serves: true,
        price: "free",
    },
    "aws:ssm/parameter:Parameter": {
        id: "{name}",
        autoName: named,
        outputs: {
            arn: "arn:aws:ssm:{region}:{account}:parameter/{name}",
            dataType: "text",
            hasValueWo: false,
            insecureValue: "",
            keyId: "",
            tier: "Standard",
            value: "",
            version: 1,
        },
        required: ["type"],
        replaceOn: ["name"],
        source: documentation,
        serves: false,
        price: "unknown",
    },
    "aws:secretsmanager/secret:Secret": {
        id: "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{alnum:6}",
        autoName: named,
        defaults: { forceOverwriteReplicaSecret: false, recoveryWindowInDays: 30 },
        outputs: { arn: "{id}", namePrefix: "", policy: "" },
        replaceOn: ["name", "namePrefix"],
        source: "secretsmanager/secret.go",
        serves: true,
        price: "estimated",
    },
    "aws:secretsmanager/secretVersion:SecretVersion": {
        id: "{secretId}|{uuid}",
        tagged: false,
        outputs: {
            arn: "{secretId}",
            hasSecretStringWo: false,
            secretArn: "{secretId}",
            versionId: "{uuid}",
            versionStages: ["AWSCURRENT"],
        },
        required: ["secretId"],
        replaceOn: ["secretBinary", "secretId", "secretString", "secretStringWoVersion"],
        source: "secretsmanager/secret_version.go",
        serves: true,
        price: "free",
    },
};
