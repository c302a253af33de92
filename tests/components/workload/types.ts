/** Types of what workloads consist of, as a graph names them. */
export const WEB_SERVICE = "strata:workload:WebService";
export const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
export const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
export const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";
export const SERVICE = "kubernetes:core/v1:Service";
export const ACCOUNT = "kubernetes:core/v1:ServiceAccount";
