/** Type tokens of a REST API. */
export const apiTypes: ReadonlySet<string> = new Set(["aws:apigateway/restApi:RestApi"]);
/** Type tokens of a deployment, the snapshot that a stage serves. */
export const deploymentTypes: ReadonlySet<string> = new Set(["aws:apigateway/deployment:Deployment"]);
/** Type tokens of a stage. */
export const stageTypes: ReadonlySet<string> = new Set(["aws:apigateway/stage:Stage"]);
/** Type tokens of method settings. */
export const settingsTypes: ReadonlySet<string> = new Set(["aws:apigateway/methodSettings:MethodSettings"]);
/** Type tokens of a usage plan. */
export const planTypes: ReadonlySet<string> = new Set(["aws:apigateway/usagePlan:UsagePlan"]);
/** Type tokens of an API key. */
export const keyTypes: ReadonlySet<string> = new Set(["aws:apigateway/apiKey:ApiKey"]);
/** Type tokens of an attachment of a key to a usage plan. */
export const planKeyTypes: ReadonlySet<string> = new Set(["aws:apigateway/usagePlanKey:UsagePlanKey"]);
/** Type tokens of a method that is declared as a separate resource. */
export const methodTypes: ReadonlySet<string> = new Set(["aws:apigateway/method:Method"]);
/** Type tokens of an integration that is declared as a separate resource. */
export const integrationTypes: ReadonlySet<string> = new Set(["aws:apigateway/integration:Integration"]);
/** Type tokens of a path that is declared as a separate resource. */
export const pathTypes: ReadonlySet<string> = new Set(["aws:apigateway/resource:Resource"]);
/** Type tokens of an authorizer that is declared as a separate resource. */
export const authorizerTypes: ReadonlySet<string> = new Set(["aws:apigateway/authorizer:Authorizer"]);
/** Type tokens of an HTTP or WebSocket API. */
export const newerApiTypes: ReadonlySet<string> = new Set(["aws:apigatewayv2/api:Api"]);
/** Type tokens of a stage of an HTTP or WebSocket API. */
export const newerStageTypes: ReadonlySet<string> = new Set(["aws:apigatewayv2/stage:Stage"]);
/** Type tokens of a deployment of an HTTP or WebSocket API, the snapshot that a stage without `autoDeploy` serves. */
export const newerDeploymentTypes: ReadonlySet<string> = new Set(["aws:apigatewayv2/deployment:Deployment"]);
/** Type tokens of a route of an HTTP or WebSocket API. */
export const newerRouteTypes: ReadonlySet<string> = new Set(["aws:apigatewayv2/route:Route"]);
