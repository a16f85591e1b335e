{{- define "ipsec-sites.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 52 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "ipsec-sites.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}{{ .Values.serviceAccount.name | default (include "ipsec-sites.name" .) }}{{ else }}{{ .Values.serviceAccount.name | default "default" }}{{ end }}
{{- end }}

{{- define "ipsec-sites.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "ipsec-sites.labels" -}}
{{ include "ipsec-sites.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* What the operator does in every namespace that it watches; each line is needed by a call that it makes. */}}
{{- define "ipsec-sites.rules" -}}
- apiGroups: [ipsec-sites.dev]
  resources: [catoaccounts, catosites, routers, routertunnels]
  # update and patch: finalizers only, spec belongs to its author
  verbs: [get, list, watch, update, patch]
- apiGroups: [ipsec-sites.dev]
  resources: [routertunnels]
  # a CatoSite's tunnels
  verbs: [create, delete]
- apiGroups: [ipsec-sites.dev]
  resources: [catoaccounts/status, catosites/status, routers/status, routertunnels/status]
  verbs: [get, update, patch]
- apiGroups: [ipsec-sites.dev]
  resources: [catoaccounts/finalizers, catosites/finalizers, routers/finalizers, routertunnels/finalizers]
  # owner references that block deletion, where the cluster checks who may set them
  verbs: [update]
- apiGroups: [""]
  resources: [secrets]
  # read: only those with the label ipsec-sites.dev/credentials; RBAC can not select by label.
  # patch: the finalizer of Secrets in use, owner references taken off before a site is orphaned.
  # create, delete: generated pre-shared keys
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [configmaps]
  # what was last applied to a router.
  # list, watch: timelines, only those with the label ipsec-sites.dev/timeline; RBAC can not select by label
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [""]
  resources: [events]
  verbs: [create, patch]
{{- end }}
