import { type Plain, UNKNOWN } from "../../../../reading/resource";
import { isList } from "../../../../reading/value";
import { at, type CheckedType, same } from "./translation";

// The values are "ENABLED" and "DISABLED", the default.
function isAssigned(own: Plain, ...path: readonly string[]): boolean {
    const value = at(own, ...path);
    return value !== null && value !== "DISABLED";
}

// Resources that start tasks are checked like an ECS service.
const tasks = (assigned: (own: Plain) => Plain): CheckedType => ({
    type: "aws:ecs/service:Service",
    expected: 'assignPublicIp "DISABLED"',
    translate: (own) => ({ networkConfiguration: { assignPublicIp: assigned(own) } }),
});

const network = ["networkConfiguration", "awsvpcConfiguration", "assignPublicIp"];
// Only task sets and event rules write "AwsVpcConfiguration".
const otherNetwork = ["networkConfiguration", "awsVpcConfiguration", "assignPublicIp"];

/** CloudFormation types that determine which tasks run, and where. */
export const checkedTasks: Readonly<Record<string, CheckedType>> = {
    "AWS::ECS::Service": tasks((own) => isAssigned(own, ...network)),
    "AWS::ECS::TaskSet": tasks((own) => isAssigned(own, ...network) || isAssigned(own, ...otherNetwork)),
    "AWS::Scheduler::Schedule": tasks((own) => isAssigned(own, "target", "ecsParameters", ...network)),
    "AWS::Pipes::Pipe": tasks((own) => isAssigned(own, "targetParameters", "ecsTaskParameters", ...network)),
    "AWS::Events::Rule": tasks((own) => {
        const targets = at(own, "targets");
        if (targets === null) return null;
        return isList(targets)
            ? targets.map((target) => isAssigned(target, "ecsParameters", ...otherNetwork))
            : UNKNOWN;
    }),
    "AWS::StepFunctions::StateMachine": {
        type: "aws:sfn/stateMachine:StateMachine",
        expected: "tasks without public addresses",
        translate: (own) => ({ definition: at(own, "definition") ?? at(own, "definitionString") }),
    },
    "AWS::ECS::TaskDefinition": {
        type: "aws:ecs/taskDefinition:TaskDefinition",
        expected: "containers that run no tunnel",
        translate: same("containerDefinitions"),
    },
    "AWS::Batch::JobDefinition": {
        type: "aws:batch/jobDefinition:JobDefinition",
        expected: "containers that run no tunnel, and no public addresses",
        translate: same("containerProperties", "ecsProperties", "eksProperties", "nodeProperties"),
    },
};
