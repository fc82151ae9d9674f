import { architectureOf } from "../../../stacks/settings/architecture";
import type { Cloud } from "../state/cloud";
import { elementsOf, listOf, mapOf, type PropertyMap, text } from "../state/property-values";
import type { LiveResource } from "../state/resource-store";
import { platformsOf } from "./built-images";
import { isForwardedTo } from "./listeners";
import { architectureOfMachineImage } from "./machine-images";
import { secretsProblem } from "./secrets";
import { healthCheckProblem, portProblem, type Targets, targetGroupOf } from "./target-reach";

/** The launch template of an Auto Scaling group with the given inputs. */
export function templateOf({ launchTemplate }: PropertyMap, { store }: Cloud): LiveResource | undefined {
    return store.find("aws:ec2/launchTemplate:LaunchTemplate", text(mapOf(launchTemplate).id));
}

/** Architectures of a template's instance type and image, if these differ. */
export function mismatch(
    { imageId, instanceType }: PropertyMap,
    cloud: Cloud,
): { type: string; image: string } | undefined {
    const image = architectureOfMachineImage(text(imageId), cloud);
    const type = architectureOf(text(instanceType)) === "arm64" ? "arm64" : "x86_64";
    return image === undefined || image === type ? undefined : { type, image };
}

/**
 * Why no machine of a group becomes healthy at its load balancer; undefined if they do. Of a launch template only the latest version is
 * known: containers of an earlier one count as running.
 */
export function machineProblem(group: PropertyMap, cloud: Cloud): string | undefined {
    const lonely = elementsOf(group.targetGroupArns)
        .map(text)
        .find((arn) => !isForwardedTo(arn, cloud));
    if (lonely !== undefined) return `no listener forwards to the target group ${lonely}`;
    const template = templateOf(group, cloud);
    const version = text(mapOf(group.launchTemplate).version);
    const isLatest = !/^\d+$/.test(version) || version === text(template?.outputs.latestVersion);
    const userData = isLatest ? Buffer.from(text(template?.inputs.userData), "base64").toString() : "";
    const logGroup = /awslogs-group=([^\s"\\]+)/.exec(userData)?.[1];
    if (logGroup !== undefined && !cloud.store.find("aws:cloudwatch/logGroup:LogGroup", logGroup))
        return `the log group "${logGroup}" does not exist`;
    const broken = [...cloud.brokenImages].find((image) => userData.includes(image));
    if (broken !== undefined) return `containers of ${broken} end`;
    const own = wrongPlatform(userData, template, cloud) ?? unreadSecret(userData, template, cloud);
    return own ?? targetProblem(group, userData, cloud);
}

// Auto Scaling registers machines at the port of the target group
// (docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html, Port).
function machineTargets(group: PropertyMap, cloud: Cloud): Targets[] {
    const { vpcSecurityGroupIds = null, networkInterfaces = null } = templateOf(group, cloud)?.inputs ?? {};
    const [first] = listOf(networkInterfaces);
    const securityGroups = first?.securityGroups ?? vpcSecurityGroupIds;
    return elementsOf(group.targetGroupArns).map((arn) => {
        const targetGroup = text(arn);
        const port = Number(text(targetGroupOf(targetGroup, cloud)?.port));
        return { targetGroup, port, securityGroups, subnets: group.vpcZoneIdentifiers ?? null };
    });
}

function targetProblem(group: PropertyMap, userData: string, cloud: Cloud): string | undefined {
    const published = /--publish (\d+):/.exec(userData)?.[1];
    for (const target of machineTargets(group, cloud)) {
        if (published !== undefined && Number(published) !== target.port)
            return `the machines listen on port ${published}, and are registered with port ${target.port}`;
        const problem = healthCheckProblem(target.targetGroup, cloud) ?? portProblem(target, cloud);
        if (problem !== undefined) return problem;
    }
    return undefined;
}

function wrongPlatform(userData: string, template: LiveResource | undefined, cloud: Cloud): string | undefined {
    const image = /\S+@sha256:[0-9a-f]{64}/.exec(userData)?.[0] ?? "";
    const platforms = platformsOf(image, cloud);
    const platform = `linux/${architectureOf(text(template?.inputs.instanceType))}`;
    return platforms.length === 0 || platforms.includes(platform)
        ? undefined
        : `exec format error: the image is not for ${platform}`;
}

function unreadSecret(userData: string, template: LiveResource | undefined, cloud: Cloud): string | undefined {
    const references = userData.match(/arn:aws[a-z-]*:secretsmanager:[\w/+=.@!:-]+/g) ?? [];
    const { arn } = mapOf(template?.inputs.iamInstanceProfile);
    const profile = cloud.store
        .ofType("aws:iam/instanceProfile:InstanceProfile")
        .find(({ outputs }) => text(outputs.arn) === text(arn));
    const role = cloud.store.find("aws:iam/role:Role", text(profile?.inputs.role));
    return secretsProblem(references, text(role?.outputs.arn), cloud);
}
