import { documentation, named, type ResourceTypes } from "../resources/resource-type";

/** Amazon Elastic Container Registry. */
export const ecr: ResourceTypes = {
    "aws:ecr/repository:Repository": {
        id: "{name}",
        autoName: { ...named, lowerCase: true },
        defaults: { imageTagMutability: "MUTABLE" },
        outputs: {
            arn: "arn:aws:ecr:{region}:{account}:repository/{name}",
            registryId: "{account}",
            repositoryUrl: "{account}.dkr.ecr.{region}.amazonaws.com/{name}",
        },
        replaceOn: ["encryptionConfigurations", "name"],
        source: "ecr/repository.go",
        serves: false,
        price: { notEstimated: "storage of images in ECR" },
    },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
        id: "{repository}",
        outputs: { registryId: "{account}" },
        required: ["policy", "repository"],
        replaceOn: ["policy", "repository"],
        source: "ecr/lifecycle_policy.go",
        serves: false,
        price: "free",
    },
    "aws:ecr/repositoryPolicy:RepositoryPolicy": {
        id: "{repository}",
        outputs: { registryId: "{account}" },
        required: ["policy", "repository"],
        replaceOn: ["repository"],
        source: documentation,
        serves: false,
        price: "free",
    },
};
